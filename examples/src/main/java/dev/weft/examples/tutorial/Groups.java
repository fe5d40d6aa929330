package dev.weft.examples.tutorial;

import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.run;

import dev.weft.awaitlet.Concurrently;
import dev.weft.awaitlet.ScopeMisuse;
import dev.weft.awaitlet.TaskGroup;
import dev.weft.awaitlet.TaskGroupFailed;
import java.util.List;
import java.util.concurrent.Callable;

/** Lesson 3: what is started in a block has ended when the block ends. */
public final class Groups {
    private Groups() {}

    /** Runs the lesson. */
    public static void main() {
        run(() -> {
            IO.println(page(7));
            oneTaskFails();
            manyAtOnce();
            theMistake();
        });
    }

    // snippet:group
    static String page(int id) {
        try (var group = TaskGroup.open()) {
            var user = group.fork(() -> await(Remote.fetch("user " + id)));
            var orders = group.fork(() -> await(Remote.fetch("3 orders")));
            group.join();
            return user.value() + " has " + orders.value();
        }
    }
    // end

    private static void oneTaskFails() {
        // snippet:group-fails
        try {
            TaskGroup.run(group -> {
                var news = group.fork("news", () -> await(Remote.slow("news")));
                group.fork("weather", () -> await(Remote.broken("no answer")));
                IO.println(news.await());
            });
        } catch (TaskGroupFailed failed) {
            IO.println(failed.getMessage());
        }
        // end
    }

    private static void manyAtOnce() {
        // snippet:concurrently
        List<String> both = Concurrently.gather(() -> await(Remote.fetch("one")), () -> await(Remote.fetch("two")));
        IO.println(both);

        List<String> all = Concurrently.map(List.of(1, 2, 3, 4), 2, id -> await(Remote.fetch("item " + id)));
        IO.println(all);

        Callable<String> far = () -> await(Remote.slow("the far mirror"));
        Callable<String> near = () -> await(Remote.fetch("the near mirror"));
        try (var answers = Concurrently.asCompleted(List.of(far, near))) {
            IO.println("first: " + answers.iterator().next());
        }
        // end
    }

    // snippet:groups-mistake
    private static void theMistake() {
        try (var group = TaskGroup.open()) {
            group.fork(() -> await(Remote.slow("letter")));
        } catch (ScopeMisuse mistake) {
            IO.println(mistake.code() + ": " + mistake.cure());
        }
    }
    // end
}
