package dev.weft.benchmarks.compare;

import dev.weft.peers.workload.Figure;
import dev.weft.peers.workload.Round;
import dev.weft.peers.workload.Workload;
import dev.weft.testing.network.FaultProxy;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A run: scenario after scenario, and in each all contenders in turns, round by round.
 *
 * @param plan who does what
 * @param broken those that did not even tell what they offer, and why
 * @param server the database
 * @param progress told how far it is
 * @param jvms where contenders run
 */
record Comparison(Plan plan, Map<Contender, String> broken, Server server, ProgressBar progress, Jvms jvms)
        implements AutoCloseable {
    /** Asks every contender what it offers. */
    static Comparison of(
            List<Scenario> scenarios, List<Contender> contenders, Pace pace, Server server, ProgressBar progress)
            throws IOException, InterruptedException {
        var offered = new LinkedHashMap<Contender, Set<Workload>>();
        var broken = new LinkedHashMap<Contender, String>();
        for (var contender : contenders) {
            progress.now("looking at " + contender.name());
            try (var process = ContenderProcess.start(contender.command(), List.of())) {
                offered.put(
                        contender,
                        process.ask(pace.patience(), "workloads", "workloads").stream()
                                .map(Workload::valueOf)
                                .collect(Collectors.toUnmodifiableSet()));
            } catch (ContenderProcess.Failed failed) {
                broken.put(contender, String.valueOf(failed.getMessage()));
            }
        }
        return new Comparison(
                new Plan(scenarios, contenders, offered, pace), broken, server, progress, new Jvms(pace.jvmsStay()));
    }

    /** Runs it all; tells what there is after each scenario. */
    List<Result> run(Consumer<List<Result>> told) throws IOException, InterruptedException, SQLException {
        var start = System.nanoTime();
        var all = plan.scenarios().stream().mapToDouble(plan::seconds).sum();
        var before = 0.0;
        var results = new ArrayList<Result>();
        for (var scenario : plan.scenarios()) {
            var seconds = plan.seconds(scenario);
            server.tidy();
            var left =
                    plan.pace().budget().minusNanos(System.nanoTime() - start).toMillis() / 1e3;
            var hurried = new Comparison(plan.within(left, scenario), broken, server, progress, jvms);
            var outcomes = hurried.run(scenario, new Share(progress, before / all, seconds / all));
            for (var contender : plan.contenders()) {
                results.add(new Result(
                        scenario, contender.id(), outcomes.getOrDefault(contender, notThere(contender, scenario))));
            }
            before += seconds;
            progress.done(before / all);
            told.accept(List.copyOf(results));
        }
        return results;
    }

    /**
     * The part of the run that a scenario is.
     *
     * @param progress the bar of the run
     * @param from where it begins
     * @param of how much of the run it is
     */
    private record Share(ProgressBar progress, double from, double of) {
        void now(double part, String what) {
            progress.done(from + of * part);
            progress.now(what);
        }
    }

    private Outcome notThere(Contender contender, Scenario scenario) {
        if (broken.containsKey(contender)) {
            return new Outcome.Failed(broken.get(contender));
        }
        return new Outcome.NotOffered(
                contender.fits(scenario) ? "they offer no such thing" : "they are one thread only");
    }

    private Map<Contender, Outcome> run(Scenario scenario, Share share)
            throws IOException, InterruptedException, SQLException {
        if (scenario.delayMillis() == 0) {
            return run(scenario, server.port(), share);
        }
        if (!server.isHere()) {
            return plan.participants(scenario).stream()
                    .collect(Collectors.toMap(
                            contender -> contender, _ -> new Outcome.NotOffered("the server is not on this machine")));
        }
        try (var network = FaultProxy.before(server.port())) {
            network.latency(Duration.ofMillis(scenario.delayMillis()).dividedBy(2));
            return run(scenario, network.port(), share);
        }
    }

    private Map<Contender, Outcome> run(Scenario scenario, int port, Share share)
            throws IOException, InterruptedException, SQLException {
        var entrants = new ArrayList<Entrant>();
        for (var contender : plan.participants(scenario)) {
            var workload = scenario.workload(plan.offered().getOrDefault(contender, Set.of()))
                    .orElseThrow();
            entrants.add(new Entrant(contender, scenario, workload, plan.pace(), jvms));
        }
        try {
            switch (scenario.load()) {
                case START, PARK -> anew(scenario, entrants, port, share);
                default -> steady(scenario, entrants, port, share);
            }
            for (var entrant : entrants) {
                entrant.end();
            }
        } finally {
            for (var entrant : entrants) {
                entrant.close();
            }
        }
        var outcomes = new LinkedHashMap<Contender, Outcome>();
        entrants.forEach(entrant -> outcomes.put(entrant.contender(), entrant.outcome()));
        return outcomes;
    }

    /** Rounds of JVMs that stay, after they have warmed up one after the other. */
    private void steady(Scenario scenario, List<Entrant> entrants, int port, Share share)
            throws IOException, InterruptedException, SQLException {
        for (var i = 0; i < entrants.size(); i++) {
            var entrant = entrants.get(i);
            share.now(
                    0.5 * i / entrants.size(),
                    scenario.id() + ": warming up " + entrant.contender().name());
            entrant.open(server, port);
            entrant.warmUp();
        }
        inTurns(scenario, entrants, (round, done, entrant) -> {
            share.now(0.5 + done / 2, told(scenario, round, entrant));
            entrant.measure();
        });
    }

    /** Opened anew for each round, in a new JVM unless they stay. */
    private void anew(Scenario scenario, List<Entrant> entrants, int port, Share share)
            throws IOException, InterruptedException, SQLException {
        inTurns(scenario, entrants, (round, done, entrant) -> {
            share.now(done, told(scenario, round, entrant));
            var begun = System.nanoTime();
            entrant.open(server, port);
            var took = (System.nanoTime() - begun) / 1e9;
            if (scenario.load() == Load.PARK) {
                park(entrant);
            } else {
                entrant.attempt(process ->
                        entrant.add(process.round(entrant.patience(), "rest").with(Figure.WALL_SECONDS, took)));
            }
            entrant.end();
        });
    }

    /** Once its code is warm: else what it takes to compile that is shared out to the tasks. */
    private void park(Entrant entrant) throws IOException, InterruptedException, SQLException {
        entrant.warmUp();
        try (var block = server.block()) {
            entrant.attempt(process -> {
                process.tell("park", plan.pace().crowd());
                process.await(entrant.patience(), "parked");
                block.rollback();
                process.tell("release");
                entrant.add(Round.of(process.await(entrant.patience(), "round")));
            });
        }
    }

    private static String told(Scenario scenario, int round, Entrant entrant) {
        return "%s: round %d, %s"
                .formatted(scenario.id(), round + 1, entrant.contender().name());
    }

    /** What one does in its turn. */
    private interface Turn {
        void of(int round, double done, Entrant entrant) throws IOException, InterruptedException, SQLException;
    }

    /** A B C, B C A and so on, so that nobody is always the first. */
    private void inTurns(Scenario scenario, List<Entrant> entrants, Turn turn)
            throws IOException, InterruptedException, SQLException {
        var rounds = plan.pace().rounds(scenario.load());
        for (var round = 0; round < rounds; round++) {
            var order = new ArrayList<>(entrants);
            Collections.rotate(order, -round);
            for (var i = 0; i < order.size(); i++) {
                if (!order.get(i).isFailed()) {
                    turn.of(round, (round + (double) i / order.size()) / rounds, order.get(i));
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        jvms.close();
    }
}
