package dev.weft.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a run was made on. */
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** What it is, by name. */
    static Map<String, String> look(String serverVersion) throws IOException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var machine = new LinkedHashMap<String, String>();
        machine.put("processors", Integer.toString(system.getAvailableProcessors()));
        var model = model();
        if (model.isPresent()) {
            machine.put("processor", model.get());
        }
        machine.put("memory", Quantity.BYTES.show((double) system.getTotalMemorySize()));
        machine.put("system", system.getName() + " " + system.getVersion() + " " + system.getArch());
        machine.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
        machine.put("server", "PostgreSQL " + serverVersion);
        return machine;
    }

    private static Optional<String> model() throws IOException {
        if (!Files.isReadable(PROCESSORS)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(PROCESSORS, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        }
    }
}
