package dev.weft.testing.server;

import java.util.Locale;

/** The operating system and the processor, as the artifacts with the programs name them. */
record Platform(String system, String processor) {
    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String osName, String osArch) {
        var system = osName.toLowerCase(Locale.ROOT);
        var processor = switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> osArch;
        };
        return new Platform(system.startsWith("mac") ? "darwin" : system, processor);
    }
}
