package dev.weft.benchmarks.compare;

import dev.weft.peers.workload.Figure;
import dev.weft.peers.workload.Round;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run, and the file that it is kept in.
 *
 * @param started when, as ISO 8601 has it
 * @param command how it was asked for
 * @param machine where: what it is and what runs there, by name
 * @param versions what contenders stand on, by artifact
 * @param results what came of it
 */
record Report(
        String started,
        String command,
        Map<String, String> machine,
        Map<String, String> versions,
        List<Result> results) {

    /** The rounds of one contender in one scenario, if it was measured. */
    Optional<List<Round>> rounds(Scenario scenario, String contender) {
        return results.stream()
                .filter(result -> result.scenario() == scenario
                        && result.contender().equals(contender)
                        && result.outcome() instanceof Outcome.Measured)
                .map(result -> ((Outcome.Measured) result.outcome()).rounds())
                .filter(rounds -> !rounds.isEmpty())
                .findFirst();
    }

    String json() {
        var all = new JsonArray();
        results.forEach(result -> all.add(json(result)));
        return new JsonObject()
                .put("started", started)
                .put("command", command)
                .put("machine", json(machine))
                .put("versions", json(versions))
                .put("results", all)
                .encodePrettily();
    }

    private static JsonObject json(Map<String, String> words) {
        var object = new JsonObject();
        words.forEach(object::put);
        return object;
    }

    private static JsonObject json(Result result) {
        var object = new JsonObject().put("scenario", result.scenario().id()).put("contender", result.contender());
        return switch (result.outcome()) {
            case Outcome.Failed failed -> object.put("state", "failed").put("why", failed.why());
            case Outcome.NotOffered not -> object.put("state", "not offered").put("why", not.why());
            case Outcome.Measured measured -> {
                var rounds = new JsonArray();
                measured.rounds().forEach(round -> {
                    var figures = new JsonObject();
                    for (var figure : Figure.values()) {
                        round.get(figure).ifPresent(value -> figures.put(figure.word(), value));
                    }
                    rounds.add(figures);
                });
                yield object.put("state", "measured")
                        .put("warm", measured.warm())
                        .put("rounds", rounds);
            }
        };
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is not one of these
     */
    static Report parse(String json) {
        try {
            var report = new JsonObject(json);
            var results = new ArrayList<Result>();
            for (var one : report.getJsonArray("results")) {
                result((JsonObject) one).ifPresent(results::add);
            }
            return new Report(
                    report.getString("started"),
                    report.getString("command"),
                    words(report.getJsonObject("machine")),
                    words(report.getJsonObject("versions")),
                    List.copyOf(results));
        } catch (DecodeException | ClassCastException | NullPointerException wrong) {
            throw new IllegalArgumentException("it is not a report of ./weft compare --json", wrong);
        }
    }

    private static Map<String, String> words(JsonObject object) {
        var words = new LinkedHashMap<String, String>();
        object.forEach(entry -> words.put(entry.getKey(), String.valueOf(entry.getValue())));
        return words;
    }

    /** Nothing for a scenario that there was once. */
    private static Optional<Result> result(JsonObject object) {
        return Scenario.of(object.getString("scenario"))
                .map(scenario -> new Result(scenario, object.getString("contender"), outcome(object)));
    }

    private static Outcome outcome(JsonObject object) {
        return switch (object.getString("state")) {
            case "failed" -> new Outcome.Failed(object.getString("why"));
            case "not offered" -> new Outcome.NotOffered(object.getString("why"));
            default -> {
                var rounds = new ArrayList<Round>();
                for (var each : object.getJsonArray("rounds")) {
                    rounds.add(round((JsonObject) each));
                }
                yield new Outcome.Measured(List.copyOf(rounds), object.getBoolean("warm"));
            }
        };
    }

    private static Round round(JsonObject figures) {
        var values = new EnumMap<Figure, Double>(Figure.class);
        Arrays.stream(Figure.values())
                .filter(figure -> figures.containsKey(figure.word()))
                .forEach(figure -> values.put(figure, figures.getDouble(figure.word())));
        return new Round(values);
    }
}
