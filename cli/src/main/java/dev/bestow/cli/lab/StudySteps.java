package dev.bestow.cli.lab;

import dev.bestow.keys.solution.Agreement;
import dev.bestow.keys.solution.Solution;

import java.util.Map;

/// The step numbers that the study gives to the messages of a journey, so that a reader can hold a ledger beside the
/// figure of TR 33.863 solution 2, 11 or 12. The steps of solution 12 end with the key at the application server,
/// whose exchange with the UE keeps the numbers of solution 11; solution 10 has the architecture of solution 2.
final class StudySteps {
    private static final Map<String, String> ELEVEN =
            Map.ofEntries(
                    Map.entry("IDENTITY REQUEST", "1"),
                    Map.entry("IDENTITY RESPONSE", "2"),
                    Map.entry("ATTACH REQUEST", "2"),
                    Map.entry("S6a AIR", "3"),
                    Map.entry("S6a AIA", "5"),
                    Map.entry("AUTHENTICATION REQUEST", "6"),
                    Map.entry("AUTHENTICATION RESPONSE", "8"),
                    Map.entry("ATTACH ACCEPT", "10"),
                    Map.entry("Application Request", "12"),
                    Map.entry("POST retrieve", "13"),
                    Map.entry("T6a CIR Key-Request", "15"),
                    Map.entry("T6a CIA Key-Answer", "16"),
                    Map.entry("HTTP 200", "17"),
                    Map.entry("Application Response", "18"));

    private static final Map<String, String> TWO =
            Map.ofEntries(
                    Map.entry("S6a AIR", "1"),
                    Map.entry("S6a AIA", "3"),
                    Map.entry("S6t RIR Key-Push", "4"),
                    Map.entry("AUTHENTICATION REQUEST", "5"),
                    Map.entry("AUTHENTICATION RESPONSE", "5"),
                    Map.entry("Application Request", "6"),
                    Map.entry("POST retrieve", "7"),
                    Map.entry("HTTP 200", "8"),
                    Map.entry("Application Response", "9"));

    private static final Map<String, String> TWELVE =
            Map.ofEntries(
                    Map.entry("S6a AIA", "1"),
                    Map.entry("AUTHENTICATION REQUEST", "2"),
                    Map.entry("AUTHENTICATION RESPONSE", "2"),
                    Map.entry("ATTACH ACCEPT", "2"),
                    Map.entry("S6t RIR Key-Push", "3"),
                    Map.entry("T6a RIR Key-Confirm", "4"),
                    Map.entry("POST retrieve", "6"),
                    Map.entry("HTTP 200", "6"),
                    Map.entry("Application Request", "12"),
                    Map.entry("Application Response", "18"));

    private StudySteps() {}

    /// The number, or nothing for a message the study does not draw.
    static String of(Solution solution, Ledger.Line line) {
        String message =
                ReportMessages.inTheStudy(line.message(), line.from().equals(Ledger.UE))
                        .replace(Ledger.WITH_KS, "");
        return steps(solution).getOrDefault(message, "");
    }

    private static Map<String, String> steps(Solution solution) {
        if (solution.keptByMme()) {
            return ELEVEN;
        }
        if (solution.agreement() == Agreement.OWN_RUN) {
            // The study draws no figure of solution 3.
            return Map.of();
        }
        return switch (solution.kind()) {
            case KS -> TWELVE;
            case E2M_INT_KEY -> TWO;
            // The study draws no figure of solution 1.
            case E2M_KEY_SET -> Map.of();
        };
    }
}
