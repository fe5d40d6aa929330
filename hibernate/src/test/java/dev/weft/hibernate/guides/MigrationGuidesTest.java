package dev.weft.hibernate.guides;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;
import org.hibernate.procedure.ProcedureCall;
import org.hibernate.query.MutationQuery;
import org.hibernate.query.SelectionQuery;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The guides say what the code does: snippets, tables and links are compared with it. */
class MigrationGuidesTest {
    private static final String TESTS = "hibernate/src/test/java/dev/weft/hibernate/guides/";
    /** The guides, and the tests that their snippets are cut from. */
    private static final Map<String, String> GUIDES = Map.of(
            "from-hibernate.md", TESTS + "FromHibernateGuideTest.java",
            "from-hibernate-reactive.md", TESTS + "FromHibernateReactiveGuideTest.java",
            "from-sqlalchemy-orm.md", TESTS + "FromSqlalchemyGuideTest.java",
            "from-spring-data-jpa.md", "third-party/src/test/java/dev/weft/thirdparty/FromSpringDataJpaGuideTest.java");

    private static final List<String> PACKAGES =
            List.of("dev.weft.hibernate.", "dev.weft.engine.", "dev.weft.awaitlet.");
    /** The classes that are named in the first column of the guide from blocking Hibernate. */
    private static final Map<String, Class<?>> HIBERNATES = Map.of(
            "Hibernate", Hibernate.class,
            "SessionFactory", SessionFactory.class,
            "Session", Session.class,
            "StatelessSession", StatelessSession.class,
            "SelectionQuery", SelectionQuery.class,
            "MutationQuery", MutationQuery.class,
            "ProcedureCall", ProcedureCall.class,
            "Transaction", Transaction.class);

    private static final Pattern SNIPPET =
            Pattern.compile("^ *// snippet:[\\w-]+\n(.*?)\n *// end$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern SHOWN = Pattern.compile("```java\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^\\| ([^|]*) \\| ([^|]*) \\|", Pattern.MULTILINE);
    private static final Pattern CALL = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)[`(]");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");

    static Set<String> guides() {
        return new TreeSet<>(GUIDES.keySet());
    }

    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .takeWhile(folder -> folder != null)
                .filter(folder -> Files.exists(folder.resolve("weft")))
                .findFirst()
                .orElseThrow();
    }

    private static String text(String guide) throws IOException {
        return Files.readString(root().resolve("docs").resolve(guide));
    }

    @ParameterizedTest
    @MethodSource("guides")
    void aGuideShowsEverySnippetOfItsTestsAndNoOther(String guide) throws IOException {
        var test = Files.readString(root().resolve(String.valueOf(GUIDES.get(guide))));
        var cut = SNIPPET.matcher(test)
                .results()
                .map(region -> region.group(1).stripIndent() + "\n")
                .toList();
        var shown = SHOWN.matcher(text(guide))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(cut).isNotEmpty();
        assertThat(shown).containsExactlyInAnyOrderElementsOf(cut);
    }

    @ParameterizedTest
    @MethodSource("guides")
    void everyCallInTheSecondColumnExists(String guide) throws IOException {
        var calls = calls(guide, 2);

        assertThat(calls)
                .hasSizeGreaterThan(10)
                .allSatisfy(call ->
                        assertThat(methods(call.type())).as(call.toString()).contains(call.method()));
    }

    /** A call in a table. */
    private record Call(String type, String method) {}

    private static List<Call> calls(String guide, int column) throws IOException {
        var calls = new ArrayList<Call>();
        ROW.matcher(text(guide))
                .results()
                .flatMap(row -> CALL.matcher(row.group(column)).results())
                .forEach(call -> calls.add(new Call(call.group(1), call.group(2))));
        return calls;
    }

    private static List<String> methods(String type) {
        return PACKAGES.stream()
                .flatMap(name -> named(name + type).stream())
                .flatMap(found -> Arrays.stream(found.getMethods()))
                .map(Method::getName)
                .toList();
    }

    private static List<Class<?>> named(String type) {
        try {
            return List.of(Class.forName(type));
        } catch (ClassNotFoundException elsewhere) {
            return List.of();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "from-hibernate.md")
    void everyCallOfHibernatesExistsToo(String guide) throws IOException {
        assertThat(calls(guide, 1))
                .hasSizeGreaterThan(50)
                .allSatisfy(call -> assertThat(Arrays.stream(HIBERNATES
                                        .getOrDefault(call.type(), Object.class)
                                        .getMethods())
                                .map(Method::getName))
                        .as(call.toString())
                        .contains(call.method()));
    }

    @ParameterizedTest
    @MethodSource("guides")
    void everyLinkLeadsToAFile(String guide) throws IOException {
        var links =
                LINK.matcher(text(guide)).results().map(link -> link.group(1)).toList();

        assertThat(links)
                .isNotEmpty()
                .allSatisfy(
                        link -> assertThat(root().resolve("docs").resolve(link)).exists());
    }
}
