package dev.weft.engine.internal.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weft.spec.Spec;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Spec("EN-5")
class FaceGeneratorTest {
    private static final Path PACKAGE = Path.of("src/main/java/dev/weft/engine/internal/face");

    static final Map<Class<?>, Class<?>> FACES = Map.ofEntries(
            Map.entry(Connection.class, FaceConnection.class),
            Map.entry(Statement.class, FaceStatement.class),
            Map.entry(PreparedStatement.class, FacePreparedStatement.class),
            Map.entry(CallableStatement.class, FaceCallableStatement.class),
            Map.entry(ResultSet.class, FaceResultSet.class),
            Map.entry(DatabaseMetaData.class, FaceMetaData.class),
            Map.entry(ResultSetMetaData.class, FaceResultSetMetaData.class),
            Map.entry(ParameterMetaData.class, FaceParameterMetaData.class),
            Map.entry(Blob.class, FaceBlob.class),
            Map.entry(Clob.class, FaceClob.class),
            Map.entry(NClob.class, FaceNClob.class),
            Map.entry(Array.class, FaceArray.class));

    @BeforeEach
    void onTheJdkOfTheRelease() {
        assumeThat(Runtime.version().feature())
                .as("a later JDK may add methods to java.sql, which the release of this build does not know")
                .isEqualTo(25);
    }

    static Stream<FaceTable.Part> parts() {
        return FaceTable.PARTS.stream();
    }

    @ParameterizedTest
    @MethodSource("parts")
    void theCommittedClassIsWhatTheGeneratorWrites(FaceTable.Part part) throws IOException {
        var committed = Files.readString(PACKAGE.resolve(FaceGenerator.className(part) + ".java"));

        assertThat(committed)
                .as("run FaceGenerator on %s, then the formatter", PACKAGE)
                .isEqualToIgnoringWhitespace(FaceGenerator.source(part));
    }

    static Stream<Map.Entry<Class<?>, Class<?>>> faces() {
        return FACES.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("faces")
    void noMethodIsLeftToTheDefaultOfTheInterface(Map.Entry<Class<?>, Class<?>> face) {
        assertThat(face.getKey().getMethods())
                .filteredOn(method -> !Modifier.isStatic(method.getModifiers()))
                .allSatisfy(method -> assertThat(in(face.getValue(), method).getDeclaringClass())
                        .as("%s answers %s itself", face.getValue().getSimpleName(), method)
                        .matches(declaring -> !declaring.isInterface()));
    }

    private static Method in(Class<?> face, Method method) throws NoSuchMethodException {
        return face.getMethod(method.getName(), method.getParameterTypes());
    }
}
