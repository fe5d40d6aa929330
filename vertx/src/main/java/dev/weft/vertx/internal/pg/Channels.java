package dev.weft.vertx.internal.pg;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.Notification;
import dev.weft.engine.spi.DriverListening;
import dev.weft.engine.spi.PostgresNames;
import io.vertx.pgclient.PgNotification;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The channels that a connection listens on, and for whom; confined to its loop. */
final class Channels {
    private static final int LONGEST_NAME = 63; // bytes; the server would cut it, and then notify another channel

    private final Session session;
    private final Statements statements;
    private final List<Ear> ears = new CopyOnWriteArrayList<>();
    private final AtomicBoolean watched = new AtomicBoolean();

    /** Somebody who hears what arrives on some channels. */
    private record Ear(Set<String> channels, DriverListening.Listener listener) {}

    Channels(Session session, Statements statements) {
        this.session = session;
        this.statements = statements;
    }

    /**
     * Listens on channels for somebody.
     *
     * @throws FeatureRefused if a name cannot be one of a channel (ER-601)
     */
    WorkFuture<DriverListening> listen(Collection<String> names, DriverListening.Listener listener) {
        names.forEach(Channels::check);
        var ear = new Ear(new LinkedHashSet<>(names), listener);
        var operation = new SimpleOperation<DriverListening>(
                session, statements, sql("LISTEN", ear.channels), _ -> () -> close(ear));
        operation.on(() -> {
            watch();
            ears.add(ear);
            session.wire().touchSettings(); // so that it is not handed on as clean
            operation.start();
        });
        var _ = operation.whenComplete((_, failure) -> {
            if (failure != null) {
                ears.remove(ear);
            }
        });
        return operation;
    }

    private WorkFuture<@Nullable Void> close(Ear ear) {
        var done = new Operation<@Nullable Void>(session);
        done.on(() -> {
            ears.remove(ear);
            var unheard = ear.channels.stream()
                    .filter(channel -> ears.stream().noneMatch(other -> other.channels.contains(channel)))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (unheard.isEmpty() || session.broken()) {
                done.succeed(null);
                return;
            }
            var told = new SimpleOperation<@Nullable Void>(session, statements, sql("UNLISTEN", unheard), _ -> null);
            var _ = told.whenComplete((_, failure) -> {
                if (failure == null) {
                    done.succeed(null);
                } else {
                    done.fail(failure);
                }
            });
            told.start();
        });
        return done;
    }

    /** Nobody hears any more; the server is told otherwise. */
    void forgetAll() {
        ears.clear();
    }

    private void watch() {
        if (watched.compareAndSet(false, true)) {
            session.client().notificationHandler(this::heard);
            session.wire().whenClosed(this::lost);
        }
    }

    private void heard(PgNotification told) {
        var notification = new Notification(told.getChannel(), told.getPayload(), told.getProcessId());
        for (var ear : ears) {
            if (ear.channels.contains(notification.channel())) {
                ear.listener.heard(notification);
            }
        }
    }

    private void lost() {
        for (var ear : ears) {
            ear.listener.lost(PgFailures.ended(session));
        }
        ears.clear();
    }

    private static void check(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new FeatureRefused(
                    "The name of a channel is empty, or has a character of code 0.", "Listen by the name it has.");
        }
        var bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_NAME) {
            throw new FeatureRefused(
                    "The name of a channel has " + bytes + " bytes: PostgreSQL would cut it after " + LONGEST_NAME
                            + ", and listen on another.",
                    "Take a shorter name, for those who notify too.");
        }
    }

    private static String sql(String verb, Set<String> channels) {
        return channels.stream()
                .map(channel -> verb + " " + PostgresNames.identifier(channel))
                .collect(Collectors.joining("; "));
    }
}
