package dev.weft.engine.internal.face;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.spec.Spec;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Spec("EN-5")
class FaceParityTest {
    private static final String[] SAMPLE = {
        "Connection.commit",
        "Connection.prepareStatement",
        "DatabaseMetaData.getTables",
        "PreparedStatement.executeUpdate",
        "PreparedStatement.setString",
        "ResultSet.close",
        "ResultSet.getObject",
        "ResultSet.next",
        "ResultSetMetaData.getColumnCount",
        "Statement.executeQuery"
    };

    @ParameterizedTest
    @EnumSource
    void aScriptSeesTheSameThroughTheFaceAsWithoutIt(FaceDatabase database) throws SQLException {
        var script = new FaceScript(database);
        var io = new RecordingIo();
        try (var bare = database.connect();
                var behind = database.connect();
                var face = new FaceConnection(behind, io, io::close)) {
            var expected = script.run(bare);

            assertThat(script.run(face)).containsExactlyEntriesOf(expected);
            assertThat(expected.values().stream().filter(seen -> seen.startsWith(FaceScript.REFUSED)))
                    .as("most steps answer values, not refusals")
                    .hasSizeLessThan(expected.size() / 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCallOfAScriptReachesTheDriverInTheWayOfTheTable(FaceDatabase database) throws SQLException {
        var io = new RecordingIo();
        var witness = new Witness(io);
        try (var behind = database.connect()) {
            try (var face = new FaceConnection(witness.watch(behind), io, io::close)) {
                new FaceScript(database).run(face);
            }

            assertThat(witness.faults).isEmpty();
            assertThat(witness.seen).contains(SAMPLE);
            assertThat(witness.statements)
                    .isNotEmpty()
                    .allSatisfy(statement ->
                            assertThat(statement.isClosed()).as("closed").isTrue());
        }
    }
}
