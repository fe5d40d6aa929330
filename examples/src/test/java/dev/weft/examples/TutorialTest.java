package dev.weft.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.examples.tutorial.Tutorial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lessons, each in a JVM of its own, as a reader runs them. */
@Timeout(120)
class TutorialTest {
    @TempDir
    private Path folder;

    /** What a run of a lesson left on the screen. */
    record Run(int exit, String out, String err) {}

    private Run run(String... arguments) throws IOException, InterruptedException {
        var out = folder.resolve("out");
        var err = folder.resolve("err");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path"), Tutorial.class.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            return new Run(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    /** The block after the command that runs the lesson. */
    private static String outputOnThePage(int number) throws IOException {
        var page = Files.readString(Repository.root().resolve("docs/awaitlet.md"));
        var block = Pattern.compile("\\$ \\./weft tutorial " + number + "\n(.*?)```\n", Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find()).as("lesson " + number + " on the page").isTrue();
        return block.group(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aLessonPrintsWhatThePageShows(int number) throws Exception {
        var lesson = run(Integer.toString(number));

        assertThat(lesson.err()).isEmpty();
        assertThat(lesson.exit()).isZero();
        assertThat(lesson.out()).isEqualTo(outputOnThePage(number));
    }

    @Test
    void withoutANumberTheLessonsAreListed() throws Exception {
        var list = run();

        assertThat(list.exit()).isZero();
        assertThat(list.out()).contains("  1  async and await\n", "  5  code that blocks\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "6", "hello"})
    void anUnknownLessonIsExplained(String argument) throws Exception {
        var refused = run(argument);

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("There is no lesson \"" + argument + "\"", "  1  async and await");
    }
}
