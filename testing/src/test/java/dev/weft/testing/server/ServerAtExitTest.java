package dev.weft.testing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 90, unit = TimeUnit.SECONDS)
class ServerAtExitTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void letOtherUsersIn() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    void nothingIsLeftAfterSystemExit(String dialect) throws Exception {
        try (var program = ServerUser.start(dialect, folder)) {
            program.askToExit();

            assertThat(program.status()).isEqualTo(ServerUser.STATUS);
            assertNothingIsLeft(program.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb", "frozen cluster"})
    void nothingIsLeftAfterTheJvmIsAskedToEnd(String dialect) throws Exception {
        try (var program = ServerUser.start(dialect, folder)) {
            program.signal();

            assertThat(program.status()).isNotZero();
            assertNothingIsLeft(program.port());
        }
    }

    private void assertNothingIsLeft(int port) throws IOException {
        assertThatIOException().isThrownBy(() -> new Socket(InetAddress.ofLiteral("127.0.0.1"), port).close());
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }
}
