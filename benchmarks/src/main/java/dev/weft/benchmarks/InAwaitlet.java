package dev.weft.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A subject of measurement: its method {@code weft} and its other methods, the baselines, do the same.
 *
 * <p>All run in an awaitlet, one of them at a time. The name of the class is the name of the subject.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {
            "-Djmh.executor=CUSTOM",
            "-Djmh.executor.class=dev.weft.benchmarks.AwaitletExecutor",
            "--sun-misc-unsafe-memory-access=allow" // JMH's own use, which the JVM would otherwise warn of
        })
public abstract class InAwaitlet {
    /** For subclasses. */
    protected InAwaitlet() {}
}
