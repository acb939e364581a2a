import dev.bestow.californium.BestowKeys;
import dev.bestow.californium.Operator;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// A CoAP server of one's own whose devices have SIMs: prints what each reports. See README.md beside it.
@SuppressWarnings(
        "DefaultPackage") // Java runs the file as it lies here, in a folder of no package.
class MeterServer {
    public static void main(String[] args) {
        Path tls = Path.of("data/tls");
        var keys =
                BestowKeys.of(
                        Operator.of(
                                "https://localhost:8443",
                                "as.example.net",
                                "12",
                                tls.resolve("as.example.net.crt"),
                                tls.resolve("as.example.net.key")));
        var server = new CoapServer(keys.configuration());
        server.addEndpoint(
                keys.endpoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5684)));
        server.add(
                new CoapResource("report") {
                    @Override
                    public void handlePOST(CoapExchange exchange) {
                        keys.sender(exchange)
                                .ifPresentOrElse(
                                        device -> {
                                            System.out.println(
                                                    device.name()
                                                            + ": "
                                                            + exchange.getRequestText());
                                            exchange.respond(ResponseCode.CHANGED, "noted");
                                        },
                                        () -> exchange.respond(ResponseCode.UNAUTHORIZED));
                    }
                });
        server.start();
    }
}
