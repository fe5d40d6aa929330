package dev.weft.testing.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux, x86_64",
        "Linux, aarch64, linux, arm_64",
        "Mac OS X, aarch64, darwin, arm_64",
        "Mac OS X, x86_64, darwin, x86_64",
        "Plan 9, mips, plan 9, mips"
    })
    void theJvmsNamesBecomeThoseOfTheArtifacts(String osName, String osArch, String system, String processor) {
        assertThat(Platform.of(osName, osArch)).isEqualTo(new Platform(system, processor));
    }
}
