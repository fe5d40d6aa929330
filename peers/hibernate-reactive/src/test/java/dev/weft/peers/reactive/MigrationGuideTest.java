package dev.weft.peers.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.stage.Stage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide from Hibernate Reactive names every method that it has. */
class MigrationGuideTest {
    private static final Pattern ROW = Pattern.compile("^\\| ([^|]*) \\|", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(
            classes = {
                Stage.SessionFactory.class,
                Stage.Session.class,
                Stage.StatelessSession.class,
                Stage.QueryProducer.class,
                Stage.SelectionQuery.class,
                Stage.MutationQuery.class,
                Stage.Transaction.class,
                Mutiny.SessionFactory.class,
                Mutiny.Session.class,
                Mutiny.StatelessSession.class,
                Mutiny.QueryProducer.class,
                Mutiny.SelectionQuery.class,
                Mutiny.MutationQuery.class,
                Mutiny.Transaction.class
            })
    void everyMethodStandsInTheTableOfItsType(Class<?> type) throws IOException {
        var table = firstColumn(type.getSimpleName());

        assertThat(Arrays.stream(type.getMethods())
                        .filter(method -> !isOfQueries(type, method))
                        .map(method -> "`" + method.getName() + "`"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(table).contains(name));
    }

    /** Sessions have the methods of the query producer, which has a table of its own. */
    private static boolean isOfQueries(Class<?> type, Method method) {
        return !type.getSimpleName().equals("QueryProducer")
                && method.getDeclaringClass().getSimpleName().equals("QueryProducer");
    }

    private static String firstColumn(String type) throws IOException {
        var guide = Files.readString(root().resolve("docs/from-hibernate-reactive.md"));
        var section = guide.substring(guide.indexOf("\n## " + type + "\n") + 1).split("\n## ", 2)[0];
        return ROW.matcher(section).results().map(row -> row.group(1)).collect(Collectors.joining(", "));
    }

    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .takeWhile(folder -> folder != null)
                .filter(folder -> Files.exists(folder.resolve("docs/errors.md")))
                .findFirst()
                .orElseThrow();
    }
}
