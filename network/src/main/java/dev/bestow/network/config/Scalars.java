package dev.bestow.network.config;

import static java.util.Map.entry;

import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.BitRate;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What one scalar of a configuration can be. The text is taken as it stands in the file, so `00101`
/// and `001/01` keep their zeros whatever YAML thinks of them.
final class Scalars {
    private final Map<Class<?>, Kind> kinds;

    Scalars(ConfigFile file) {
        kinds =
                Map.ofEntries(
                        entry(String.class, new Kind("text", text -> text)),
                        entry(int.class, new Kind("a number", Scalars::number)),
                        entry(Integer.class, new Kind("a number", Scalars::number)),
                        entry(boolean.class, new Kind("true or false", Scalars::truth)),
                        entry(Path.class, new Kind("a path", text -> path(file, text))),
                        entry(URI.class, new Kind("a URL", Scalars::url)),
                        entry(Endpoint.class, new Kind("an address", Endpoint::parse)),
                        entry(Imsi.class, new Kind("an IMSI", Imsi::parse)),
                        entry(BitRate.class, new Kind("a bit rate", BitRate::parse)),
                        entry(
                                AccessRestrictions.class,
                                new Kind("a number", AccessRestrictions::parse)),
                        entry(PlmnId.class, new Kind("a PLMN", PlmnId::parse)),
                        entry(AsId.class, new Kind("an AS_ID", AsId::parse)),
                        entry(Solution.class, new Kind("a solution", SolutionTable::named)),
                        entry(UsualRow.class, new Kind("a solution or none", UsualRow::parse)));
    }

    boolean knows(Class<?> type) {
        return kinds.containsKey(type);
    }

    /// What operators call a `type`.
    String name(Class<?> type) {
        return type.isEnum() ? "one of " + names(type) : kind(type).name();
    }

    Object parse(String text, Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() ->
                            new InvalidValue(
                                    type.getSimpleName(),
                                    "is one of "
                                            + names(type)
                                            + ", not "
                                            + text
                                            + Nearest.hint(text, names(type))));
        }
        return kind(type).parser().apply(text);
    }

    private Kind kind(Class<?> type) {
        Kind kind = kinds.get(type);
        if (kind == null) {
            throw new IllegalStateException("no scalar of a configuration is a " + type);
        }
        return kind;
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
    }

    /// Decimal, or hexadecimal as 0x8001, which is how operators know MME groups.
    private static Integer number(String text) {
        try {
            return Integer.decode(
                    text.matches("0[0-9]+") ? text.replaceFirst("^0+(?=.)", "") : text);
        } catch (NumberFormatException e) {
            throw new InvalidValue("number", "is a number, not " + text);
        }
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidValue("boolean", "is true or false, not " + text);
        };
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            if (url.getScheme() == null || url.getHost() == null) {
                throw new InvalidValue("URL", "is written https://HOST:PORT");
            }
            return url;
        } catch (URISyntaxException e) {
            throw new InvalidValue("URL", "is no URL: " + e.getReason());
        }
    }

    private static Path path(ConfigFile file, String text) {
        if (text.isBlank()) {
            throw new InvalidValue("path", "is empty");
        }
        try {
            return file.resolve(text);
        } catch (InvalidPathException e) {
            throw new InvalidValue("path", "is no path: " + e.getReason());
        }
    }

    private record Kind(String name, Function<String, Object> parser) {}
}
