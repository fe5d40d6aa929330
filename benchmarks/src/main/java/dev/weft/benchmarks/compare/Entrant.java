package dev.weft.benchmarks.compare;

import dev.weft.peers.workload.Round;
import dev.weft.peers.workload.Workload;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One contender in one scenario, with its JVM. Used by one thread. */
final class Entrant implements AutoCloseable {
    /** So many rounds that are alike show that one is warm. */
    static final int STABLE = 3;

    private static final int FULL_SPEED = 32;

    private final Contender contender;
    private final Scenario scenario;
    private final Workload workload;
    private final Pace pace;
    private final Jvms jvms;
    private final List<Round> rounds = new ArrayList<>();
    private @Nullable ContenderProcess process;
    private @Nullable String failure;
    private boolean warm = true;

    Entrant(Contender contender, Scenario scenario, Workload workload, Pace pace, Jvms jvms) {
        this.contender = contender;
        this.scenario = scenario;
        this.workload = workload;
        this.pace = pace;
        this.jvms = jvms;
    }

    /** Something that is done with its JVM. */
    interface Step {
        void with(ContenderProcess process)
                throws ContenderProcess.Failed, IOException, InterruptedException, SQLException;
    }

    Contender contender() {
        return contender;
    }

    boolean isFailed() {
        return failure != null;
    }

    /** Has its JVM connect and do its first operation; a failure is its outcome. */
    void open(Server server, int port) throws IOException, InterruptedException {
        process = jvms.of(contender, scenario.load());
        attempt(opening -> opening.ask(
                pace.patience(),
                "opened",
                "open",
                workload,
                scenario.connections(),
                pace.rows(),
                server.host(),
                port,
                server.database(),
                server.user(),
                server.password(),
                "weft-compare-" + contender.id()));
    }

    /** Does something with its JVM, unless it has failed; what fails is its outcome. */
    void attempt(Step step) throws IOException, InterruptedException {
        if (failure != null || process == null) {
            return;
        }
        try {
            step.with(process);
        } catch (ContenderProcess.Failed | SQLException failed) {
            failure = String.valueOf(failed.getMessage());
            process.close(); // whatever goes on in it
            process = null;
        }
    }

    /** Rounds that do not count, until the last few are alike. */
    void warmUp() throws IOException, InterruptedException {
        var load = scenario.load();
        if (load != Load.STORM) { // which has no steady work
            attempt(this::breakIn);
        }
        if (load == Load.CROWD || load == Load.STORM) {
            attempt(this::timed); // each is long enough for one to do
            return;
        }
        var costs = new ArrayList<Double>();
        for (var i = 0; i < (load == Load.PARK && !jvms.stayFor(load) ? STABLE : pace.warmUps()) && !isFailed(); i++) {
            attempt(running -> Column.CPU.of(warming(running)).ifPresent(costs::add));
            var last = costs.subList(Math.max(0, costs.size() - STABLE), costs.size());
            if (last.size() == STABLE && !new Series(last).isNoisy()) {
                return;
            }
        }
        warm = false; // of several JVMs, one is enough
    }

    private void breakIn(ContenderProcess running) throws ContenderProcess.Failed, InterruptedException {
        if (jvms.isToBreakIn(running)) {
            running.round(
                    pace.deadline().plus(pace.breakIn()),
                    "steady",
                    FULL_SPEED,
                    pace.breakIn().toMillis());
        }
    }

    /** A round that counts. */
    void measure() throws IOException, InterruptedException {
        attempt(running -> rounds.add(timed(running)));
    }

    void add(Round round) {
        rounds.add(round);
    }

    /** A round of an open load is too little work for the compiler, and who waits does none. */
    private Round warming(ContenderProcess running) throws ContenderProcess.Failed, InterruptedException {
        return scenario.load() == Load.OPEN || scenario.load() == Load.PARK
                ? running.round(pace.deadline(), "steady", FULL_SPEED, pace.millis())
                : timed(running);
    }

    private Round timed(ContenderProcess running) throws ContenderProcess.Failed, InterruptedException {
        return switch (scenario.load()) {
            case STEADY, STREAM -> running.round(pace.deadline(), "steady", scenario.tasks(), pace.millis());
            case OPEN -> running.round(pace.deadline(), "rate", scenario.tasks(), pace.openMillis());
            case BURST -> running.round(pace.deadline(), "burst", scenario.tasks(), pace.millis());
            case CROWD -> running.round(pace.deadline(), "crowd", pace.crowd(), 5);
            case STORM -> running.round(pace.deadline(), "storm", scenario.tasks(), pace.millis());
            case START, PARK -> throw new IllegalStateException(scenario + " has no rounds of one JVM");
        };
    }

    Duration patience() {
        return pace.patience();
    }

    Outcome outcome() {
        return Optional.ofNullable(failure)
                .<Outcome>map(Outcome.Failed::new)
                .orElseGet(() -> new Outcome.Measured(List.copyOf(rounds), warm));
    }

    /**
     * Has its JVM close what is open, and leaves it to the next use; or ends it. What fails to close is its outcome.
     */
    void end() throws IOException, InterruptedException {
        if (jvms.stayFor(scenario.load())) {
            attempt(running -> {
                var _ = running.ask(pace.patience(), "closed", "close");
                jvms.keep(contender, running);
                process = null;
            });
        }
        close();
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.close();
            process = null;
        }
    }
}
