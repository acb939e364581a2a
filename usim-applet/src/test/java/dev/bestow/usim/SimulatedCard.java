package dev.bestow.usim;

import com.licel.jcardsim.base.Simulator;
import com.licel.jcardsim.base.SimulatorRuntime;

import dev.bestow.core.Octets;
import dev.bestow.ue.card.CardPort;

import javacard.framework.AID;

import java.nio.ByteBuffer;

/// A card with the applet in jCardSim, in this process. Its power can fail while an answer is on its way
/// out. One at a time: the simulator's memory is the process's.
public final class SimulatedCard implements CardPort {
    private static final byte[] USIM_AID =
            Octets.parseHex("AID", "a0000000871002ffffffff89").toArray();

    /// Power that fails.
    private static final class PowerLost extends Error {
        private static final long serialVersionUID = 1L;
    }

    /// Fails when the applet sends, if told so.
    private static final class FailingRuntime extends SimulatorRuntime {
        private boolean failing;

        @Override
        public void sendAPDU(byte[] buffer, short offset, short length) {
            if (failing) {
                throw new PowerLost();
            }
            super.sendAPDU(buffer, offset, length);
        }
    }

    private final FailingRuntime runtime = new FailingRuntime();
    private final Simulator simulator = new Simulator(runtime);

    private SimulatedCard() {}

    /// A card that has the applet and no keys.
    public static SimulatedCard blank() {
        SimulatedCard card = new SimulatedCard();
        // As a card's runtime hands them over: the instance's AID, control and application data.
        byte[] parameters =
                ByteBuffer.allocate(1 + USIM_AID.length + 2)
                        .put((byte) USIM_AID.length)
                        .put(USIM_AID)
                        .array();
        card.simulator.installApplet(
                new AID(USIM_AID, (short) 0, (byte) USIM_AID.length),
                UsimApplet.class,
                parameters,
                (short) 0,
                (byte) parameters.length);
        return card;
    }

    /// A card with keys.
    public static SimulatedCard of(Personalisation personalisation) {
        SimulatedCard card = blank();
        card.selected(personalisation.command());
        return card;
    }

    /// The answer to `command` of the applet, selected first.
    public Octets selected(Octets command) {
        transmit(Octets.parseHex("SELECT", "00a4040407a000000087100200").toArray());
        return Octets.copyOf(transmit(command.toArray()));
    }

    @Override
    public synchronized byte[] transmit(byte[] command) {
        return simulator.transmitCommand(command);
    }

    /// From now on power fails with the first octet of an answer, until [#reset].
    public synchronized void failWhenAnswering() {
        runtime.failing = true;
    }

    /// Power off and on.
    public synchronized void reset() {
        runtime.failing = false;
        simulator.reset();
    }

    /// What a card says when it gets power.
    public Octets answerToReset() {
        return Octets.copyOf(simulator.getATR());
    }

    /// Power off.
    @Override
    public void close() {
        reset();
    }
}
