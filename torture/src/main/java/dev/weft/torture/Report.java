package dev.weft.torture;

import java.util.List;
import java.util.Locale;

/**
 * A run as JSON.
 *
 * @param started when, as ISO 8601 has it
 * @param command how it was asked for
 * @param seed where chance began
 * @param lines what came of it, as JSON's objects
 */
record Report(String started, String command, long seed, List<String> lines) {
    static Report of(String started, String command, long seed, List<Outcome> outcomes) {
        return new Report(
                started, command, seed, outcomes.stream().map(Report::json).toList());
    }

    String json() {
        return """
                {
                  "started": %s,
                  "command": %s,
                  "seed": %d,
                  "java": %s,
                  "processors": %d,
                  "outcomes": [
                %s
                  ]
                }
                """.formatted(
                        text(started),
                        text(command),
                        seed,
                        text(Runtime.version().toString()),
                        Runtime.getRuntime().availableProcessors(),
                        String.join(",\n", lines));
    }

    private static String json(Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "    {\"goal\": %s, \"title\": %s, \"driver\": %s, \"state\": %s, \"figure\": %s, \"passMark\": %s, \"seconds\": %.1f}",
                text(outcome.goal().id()),
                text(outcome.goal().title()),
                text(outcome.through().toString()),
                text(outcome.state().toString()),
                text(outcome.figure()),
                text(outcome.passMark()),
                outcome.seconds());
    }

    static String text(String value) {
        var json = new StringBuilder("\"");
        value.chars().forEach(letter -> {
            switch (letter) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                default -> json.append(letter < ' ' ? String.format("\\u%04x", letter) : Character.toString(letter));
            }
        });
        return json.append('"').toString();
    }
}
