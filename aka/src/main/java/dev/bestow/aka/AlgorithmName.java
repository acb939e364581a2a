package dev.bestow.aka;

import dev.bestow.core.InvalidValue;

import java.util.ArrayList;
import java.util.List;

/// Reads what [AkaAlgorithm#name] writes, and that alone: one algorithm has one name.
final class AlgorithmName {
    private static final String FIELD = "algorithm";

    private AlgorithmName() {}

    static AkaAlgorithm parse(String name) {
        AkaAlgorithm algorithm = read(List.of(name.split(":", -1)));
        if (!algorithm.name().equals(name)) {
            throw new InvalidValue(FIELD, "is written " + algorithm.name());
        }
        return algorithm;
    }

    private static AkaAlgorithm read(List<String> parts) {
        int parameters = parts.size() - 1;
        return switch (parts.getFirst()) {
            case "milenage" -> {
                requireTwo(parameters);
                yield parameters == 0
                        ? Milenage.STANDARD
                        : new Milenage(constants(parts.get(1), parts.get(2)));
            }
            case "tuak" -> {
                requireTwo(parameters);
                yield parameters == 0
                        ? Tuak.STANDARD
                        : tuak(number(parts.get(1)), number(parts.get(2)));
            }
            case InsecureTestXor.NAME -> new InsecureTestXor("its name says so");
            default ->
                    throw new InvalidValue(
                            FIELD, "is none of milenage, tuak and " + InsecureTestXor.NAME);
        };
    }

    private static void requireTwo(int found) {
        if (found != 0 && found != 2) {
            throw new InvalidValue(FIELD, "has " + found + " parameters, needs two or none");
        }
    }

    private static Tuak tuak(int resBits, int iterations) {
        if (resBits % 8 != 0) {
            throw new InvalidValue("RES", "cannot have " + resBits + " bits");
        }
        return new Tuak(resBits / 8, iterations);
    }

    private static MilenageConstants constants(String rotations, String constants) {
        String[] r = five(rotations);
        String[] c = five(constants);
        List<MilenageConstants.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < r.length; i++) {
            pairs.add(new MilenageConstants.Pair(number(r[i]), Block.parse(c[i])));
        }
        return new MilenageConstants(
                pairs.get(0), pairs.get(1), pairs.get(2), pairs.get(3), pairs.get(4));
    }

    private static String[] five(String list) {
        String[] items = list.split("-", -1);
        if (items.length != 5) {
            throw new InvalidValue("MILENAGE r and c", "come in fives");
        }
        return items;
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new InvalidValue(FIELD, "has a parameter that is no number");
        }
    }
}
