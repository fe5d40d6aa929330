package dev.weft.awaitlet;

import dev.weft.awaitlet.AwaitletDump.Entry;
import dev.weft.awaitlet.AwaitletDump.Scope;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A dump of awaitlets as text and as JSON. */
final class DumpFormat {
    private static final int DEEPEST_INDENT = 40; // what is deeper still is a chain, which an indent would not help

    private DumpFormat() {}

    static String text(AwaitletDump dump) {
        var listed = dump.entries().size();
        var head = dump.live() + " live awaitlets" + (listed < dump.live() ? ", " + listed + " of them listed" : "");
        return dump.entries().stream().map(DumpFormat::line).collect(Collectors.joining("\n", head + "\n", ""));
    }

    private static String line(Entry entry) {
        var line = new StringBuilder("  ".repeat(Math.min(entry.depth(), DEEPEST_INDENT)));
        line.append(Json.quoted(entry.name())).append(" #").append(entry.number());
        line.append(' ').append(doing(entry));
        if (entry.at() != null) {
            line.append(" at ").append(entry.at());
        }
        if (entry.startedAt() != null) {
            line.append(", started at ").append(entry.startedAt());
        }
        entry.groups()
                .forEach(group -> line.append(", with a group of ")
                        .append(group.running())
                        .append(" tasks in a ")
                        .append(scope(group.scope())));
        entry.scopes().forEach(scope -> line.append(", in a ").append(scope(scope)));
        return Json.escaped(line.toString());
    }

    private static String doing(Entry entry) {
        var wait = entry.waitsFor();
        if (wait == null) {
            return switch (entry.state()) {
                case STARTING -> "is about to start";
                case PARKED -> "waits for something Weft does not know";
                case RUNNING, AWAITING, BLOCKING -> "runs";
            };
        }
        var what = wait.awaitlet() == 0 ? wait.what() : "awaitlet #" + wait.awaitlet();
        return (entry.state() == AwaitletDump.State.BLOCKING ? "is in " : "awaits ") + what + " for "
                + wait.lasting().toMillis() + " ms";
    }

    private static String scope(Scope scope) {
        var deadline = scope.deadlineIn();
        return Stream.of(
                        scope.shielded() ? "shielded scope" : "scope",
                        deadline == null ? "" : "with " + deadline.toMillis() + " ms left",
                        scope.cancelled() == null ? "" : "(" + scope.cancelled() + ")")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    static String json(AwaitletDump dump) {
        var json = new Json()
                .open('{')
                .member("live", dump.live())
                .key("awaitlets")
                .open('[');
        dump.entries().forEach(entry -> write(json.next(), entry));
        return json.close(']').close('}').toString();
    }

    private static void write(Json json, Entry entry) {
        json.open('{')
                .member("number", entry.number())
                .member("name", entry.name())
                .member("state", entry.state())
                .member("parent", entry.parent() == 0 ? null : entry.parent())
                .member("children", entry.children())
                .member("startedAt", entry.startedAt())
                .member("at", entry.at());
        var wait = entry.waitsFor();
        if (wait != null) {
            json.key("waitsFor")
                    .open('{')
                    .member("what", wait.what())
                    .member("awaitlet", wait.awaitlet() == 0 ? null : wait.awaitlet())
                    .member("millis", wait.lasting().toMillis())
                    .close('}');
        }
        json.key("scopes").open('[');
        entry.scopes().forEach(scope -> write(json.next().open('{'), scope).close('}'));
        json.close(']').key("groups").open('[');
        entry.groups()
                .forEach(group -> write(json.next().open('{').member("running", group.running()), group.scope())
                        .close('}'));
        json.close(']').close('}');
    }

    private static Json write(Json json, Scope scope) {
        return json.member("shielded", scope.shielded())
                .member("deadlineInMillis", millis(scope.deadlineIn()))
                .member("cancelled", scope.cancelled());
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
