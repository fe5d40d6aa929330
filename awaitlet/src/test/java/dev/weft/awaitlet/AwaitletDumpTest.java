package dev.weft.awaitlet;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.AwaitletDump.Entry;
import dev.weft.awaitlet.AwaitletDump.Scope;
import dev.weft.awaitlet.AwaitletDump.State;
import dev.weft.awaitlet.spi.VirtualTime;
import example.Billing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(NoAwaitletLeft.class)
class AwaitletDumpTest {
    private final VirtualTime clock = new VirtualTime();
    private final CompletableFuture<String> payment = new CompletableFuture<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letAllEnd() {
        payment.complete("a secret");
        release.countDown();
    }

    private AsyncOptions named(String name) {
        return AsyncOptions.defaults().named(name).timedBy(clock);
    }

    private static Entry entry(AwaitletDump dump, String name) {
        return dump.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + dump.toText()));
    }

    /** An awaitlet once it has done what was asked for and waits for the release, where Weft cannot see it. */
    private void parked(String name, Action first) throws InterruptedException {
        var reached = new CountDownLatch(1);
        var _ = async(
                named(name),
                () -> first.run(() -> {
                    reached.countDown();
                    Soon.open(release);
                }));
        Soon.open(reached);
    }

    private static void waits(String name) {
        Soon.holds(() -> entry(Awaitlets.dump(), name).waitsFor() != null, name + " does not wait");
    }

    /** Code around code. */
    private interface Action {
        void run(dev.weft.awaitlet.Action inner) throws Exception;
    }

    @Test
    void anAwaitIsShownWithItsStageItsPlaceAndItsTime() {
        var _ = Billing.chargeLater(named("billing"), payment);
        waits("billing");
        clock.advance(Duration.ofMillis(1_500));

        var billing = entry(Awaitlets.dump(), "billing");

        assertThat(billing.state()).isEqualTo(State.AWAITING);
        assertThat(billing.waitsFor())
                .isEqualTo(new AwaitletDump.Wait(CompletableFuture.class.getName(), 0, Duration.ofMillis(1_500)));
        assertThat(Objects.toString(billing.at())).startsWith("example.Billing.charge(Billing.java:");
        assertThat(Objects.toString(billing.startedAt())).startsWith("example.Billing.chargeLater(Billing.java:");
    }

    @Test
    void aDumpThatIsPrintedShowsItsText() {
        var dump = Awaitlets.dump();

        assertThat(dump).hasToString(dump.toText());
    }

    @Test
    void whoStartedWhomAndWaitsForWhomIsShown() {
        var _ = async(named("outer"), () -> await(async(named("inner"), () -> Billing.charge(payment))));
        Soon.awaited(payment);
        waits("outer");
        waits("inner");

        var dump = Awaitlets.dump();
        var outer = entry(dump, "outer");
        var inner = entry(dump, "inner");

        assertThat(inner.parent()).isEqualTo(outer.number());
        assertThat(inner.depth()).isEqualTo(outer.depth() + 1);
        assertThat(outer.children()).isEqualTo(1);
        assertThat(Objects.requireNonNull(outer.waitsFor()).awaitlet()).isEqualTo(inner.number());
        assertThat(dump.toText())
                .containsSubsequence(
                        "\"outer\" #" + outer.number() + " awaits awaitlet #" + inner.number(), "\n  \"inner\"");
    }

    @Test
    void theScopesAreShownFromTheInnermostOutwards() throws Exception {
        var outer = CancelScope.create().deadlineAfter(Duration.ofSeconds(5));
        parked(
                "scoped",
                inner -> outer.run(() -> CancelScope.create().shield(true).run(inner)));
        outer.cancel("enough");
        clock.advance(Duration.ofSeconds(2));

        assertThat(entry(Awaitlets.dump(), "scoped").scopes())
                .containsExactly(
                        new Scope(true, null, null),
                        new Scope(false, Duration.ofSeconds(3), CancelReason.requested("enough")));
    }

    @Test
    void theTasksOfAGroupAreShownBelowItsHost() throws Exception {
        var result = async(
                named("host"),
                () -> TaskGroup.run(group -> {
                    group.scope().deadlineAfter(Duration.ofSeconds(5));
                    group.fork("first", () -> Billing.charge(payment));
                    group.fork("second", () -> Billing.charge(payment));
                }));
        Soon.holds(() -> payment.getNumberOfDependents() == 2, "not all have started");
        waits("host");

        var dump = Awaitlets.dump();
        var host = entry(dump, "host");

        assertThat(host.groups())
                .containsExactly(new AwaitletDump.Group(2, new Scope(false, Duration.ofSeconds(5), null)));
        assertThat(host.scopes()).isEmpty();
        assertThat(entry(dump, "first").parent()).isEqualTo(host.number());
        assertThat(entry(dump, "second").depth()).isEqualTo(host.depth() + 1);
        assertThat(dump.toText()).contains(", with a group of 2 tasks in a scope with 5000 ms left");
        assertThat(dump.toJson()).contains("\"groups\":[{\"running\":2,\"shielded\":false,\"deadlineInMillis\":5000}]");
        payment.complete("done");
        assertThat(Soon.value(result)).isNull();
    }

    @Test
    void aTaskThatAnotherTaskForksIsBelowTheHostOfTheGroup() throws Exception {
        var _ = async(
                named("host"),
                () -> TaskGroup.run(group -> group.fork("first", () -> {
                    group.fork("sibling", () -> Billing.charge(payment));
                    return Billing.charge(payment);
                })));
        Soon.holds(() -> payment.getNumberOfDependents() == 2, "not all have started");

        var dump = Awaitlets.dump();

        assertThat(entry(dump, "sibling").parent())
                .isEqualTo(entry(dump, "host").number());
    }

    @Test
    void aCancelOfTheWholeAwaitletIsShown() {
        var result = async(named("stopping"), () -> Awaitlets.awaitShielded(payment));
        Soon.awaited(payment);
        result.requestCancel(CancelReason.requested("shutting down"));

        assertThat(Awaitlets.dump().toText()).contains(", in a shielded scope, in a scope (cancelled: shutting down)");
    }

    @Test
    void whatWeftDoesNotKnowIsShownAsParked() throws Exception {
        parked("parked", dev.weft.awaitlet.Action::run);

        Soon.holds(() -> entry(Awaitlets.dump(), "parked").state() == State.PARKED, "it is not parked");
    }

    @Test
    void aBlockingCallIsShown() throws Exception {
        parked(
                "reading",
                inner -> Awaitlets.blocking(_ -> {}, () -> {
                    inner.run();
                    return "";
                }));

        var dump = Awaitlets.dump();

        assertThat(entry(dump, "reading").state()).isEqualTo(State.BLOCKING);
        assertThat(dump.toText()).contains(" is in a blocking call for 0 ms at ");
    }

    @Test
    void codeThatRunsIsShownWhereItIs() throws Exception {
        var over = new AtomicBoolean();
        var spinning = new CountDownLatch(1);
        var result = async(named("busy"), () -> {
            spinning.countDown();
            while (!over.get()) {
                Thread.onSpinWait();
            }
        });
        Soon.open(spinning);

        var busy = entry(Awaitlets.dump(), "busy");
        over.set(true);

        assertThat(busy.state()).isEqualTo(State.RUNNING);
        assertThat(Objects.requireNonNull(busy.at()).getMethodName()).contains("codeThatRunsIsShownWhereItIs");
        assertThat(Soon.value(result)).isNull();
    }

    @Test
    void theListIsBoundedAndTheRootsComeFirst() throws Exception {
        for (var number = 0; number < 10; number++) {
            var _ = async(named("root " + number), () -> {
                for (var child = 0; child < 10; child++) {
                    var _ = async(() -> await(payment));
                }
                return await(payment);
            });
        }
        Soon.holds(() -> payment.getNumberOfDependents() == 110, "not all have started");

        var dump = Awaitlets.dump(15);

        assertThat(dump.live()).isGreaterThanOrEqualTo(110);
        assertThat(dump.entries()).hasSize(15);
        assertThat(dump.entries())
                .filteredOn(entry -> entry.depth() == 0 && entry.name().startsWith("root "))
                .hasSize(10)
                .allSatisfy(root -> assertThat(root.children()).isEqualTo(10));
        assertThat(dump.toText().lines()).hasSize(16);
        assertThatThrownBy(() -> Awaitlets.dump(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Timeout(60)
    void aHundredThousandAwaitletsAreDumpedAndGoOn() throws Exception {
        var all = new ArrayList<CompletableFuture<String>>();
        for (var number = 0; number < 100_000; number++) {
            all.add(async(AsyncOptions.defaults().withoutSite(), () -> await(payment)));
        }
        Soon.holds(() -> payment.getNumberOfDependents() == 100_000, "not all have started");

        var dump = Awaitlets.dump();
        payment.complete("done");

        assertThat(dump.live()).isGreaterThanOrEqualTo(100_000);
        assertThat(dump.toText().lines().count()).isEqualTo(1_001);
        for (var result : all) {
            assertThat(Soon.value(result)).isEqualTo("done");
        }
    }

    @Test
    void aLongChainOfAwaitletsIsDumpedToo() throws Exception {
        var result = async(() -> chain(5_000));
        Soon.awaited(payment);

        var dump = Awaitlets.dump(10_000);

        assertThat(dump.entries().getLast().depth()).isEqualTo(5_000);
        assertThat(dump.toText().lines().count()).isEqualTo(dump.entries().size() + 1);
        assertThat(StrictJson.parse(dump.toJson())).isNotNull();
        payment.complete("done");
        assertThat(Soon.value(result)).isEqualTo("done");
    }

    private String chain(int more) {
        return more == 0 ? await(payment) : await(async(() -> chain(more - 1)));
    }

    @Test
    void valuesAreNeverShown() throws Exception {
        var telling = new CompletableFuture<String>() {
            @Override
            public String toString() {
                return "a secret";
            }
        };
        var _ = async(named("discreet"), () -> {
            var secret = await(CompletableFuture.completedFuture("a secret"));
            return await(telling) + secret;
        });
        waits("discreet");

        var dump = Awaitlets.dump();
        telling.complete("");

        assertThat(entry(dump, "discreet").waitsFor()).isNotNull();
        assertThat(dump.toText() + dump.toJson() + dump).doesNotContain("secret");
    }

    @Test
    void anyNameAndAnyMessageKeepsTheTextInLinesAndTheJsonValid() throws Exception {
        var everyCharacter = new StringBuilder();
        IntStream.rangeClosed(0, 0xFFFF).forEach(point -> everyCharacter.append((char) point));
        everyCharacter.appendCodePoint(0x1F600).append("\"},{\"\\\r\n");
        var name = everyCharacter.toString();
        var result = async(named(name), () -> await(payment));
        Soon.awaited(payment);
        var before = Awaitlets.dump();
        result.requestCancel(CancelReason.requested(name));

        var dump = new AwaitletDump(
                1,
                List.of(new Entry(
                        1,
                        name,
                        State.RUNNING,
                        0,
                        0,
                        0,
                        new StackTraceElement("A\n", name, null, 1),
                        null,
                        null,
                        List.of(new Scope(true, Duration.ofMillis(7), CancelReason.requested(name))),
                        List.of())));

        assertThat(entry(before, name).depth()).isZero();
        assertThat(before.toText().lines()).hasSize(1 + before.entries().size());
        assertThat(dump.toText().lines()).hasSize(2);
        assertThat(StrictJson.parse(dump.toJson()).toString()).contains("name=" + name + ",", "cancelled: " + name);
    }

    @Test
    void theJsonHoldsWhatTheRecordsHold() throws Exception {
        var scope = CancelScope.create().shield(true).deadlineAfter(Duration.ofSeconds(5));
        var _ = async(named("billing"), () -> scope.run(() -> Billing.charge(payment)));
        waits("billing");
        clock.advance(Duration.ofMillis(20));

        var billing = entry(Awaitlets.dump(), "billing");
        var json = StrictJson.parse(new AwaitletDump(1, List.of(billing)).toJson());

        assertThat(json)
                .hasToString(
                        "{live=1, awaitlets=[{number=%d, name=billing, state=AWAITING, children=0, startedAt=%s, at=%s, waitsFor={what=java.util.concurrent.CompletableFuture, millis=20}, scopes=[{shielded=true, deadlineInMillis=4980}], groups=[]}]}"
                                .formatted(billing.number(), billing.startedAt(), billing.at()));
    }
}
