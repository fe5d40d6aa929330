package dev.weft.engine.internal.face;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A real driver's objects under observation: every call that a face makes to them is held against {@link FaceTable}.
 *
 * <p>A call of the table's ways that wait has to come within {@link JdbcIo#io}, a step within {@link JdbcIo#step}, and
 * one that does not wait after {@link JdbcIo#check}.
 */
final class Witness {
    private static final Set<String> OWN_IN_IO =
            Set.of("close", "commit", "rollback", "setAutoCommit", "setClientInfo", "getMoreResults");

    final List<String> faults = new ArrayList<>();
    final Set<String> seen = new TreeSet<>();
    final List<Statement> statements = new ArrayList<>();
    private final RecordingIo io;
    private int checksSeen;

    Witness(RecordingIo io) {
        this.io = io;
    }

    Connection watch(Connection connection) {
        return watch(Connection.class, connection);
    }

    private <T> T watch(Class<T> type, Object real) {
        return type.cast(Proxy.newProxyInstance(
                Witness.class.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    if (method.getDeclaringClass() != Object.class) {
                        observe(type, method);
                    }
                    try {
                        return watched(method, method.invoke(real, arguments));
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }

    private @Nullable Object watched(Method method, @Nullable Object result) {
        if (result instanceof Statement statement) {
            statements.add(statement);
        }
        var type = method.getReturnType();
        var isPart = FaceTable.PARTS.stream().anyMatch(part -> part.type() == type);
        return result != null && isPart ? watch(type, result) : result;
    }

    private void observe(Class<?> type, Method method) {
        var way = way(type, method);
        var call = type.getSimpleName() + "." + method.getName();
        seen.add(call);
        var right = switch (way) {
            case EXECUTES, RUNS, WAITS, RELEASES -> io.within == RecordingIo.Within.IO;
            case STEPS, LOOKS_UP -> io.within == RecordingIo.Within.STEP;
            case LOCAL -> io.checks > checksSeen || io.within != RecordingIo.Within.NOTHING;
            case OWN -> !OWN_IN_IO.contains(method.getName()) || io.within == RecordingIo.Within.IO;
        };
        checksSeen = io.checks;
        if (!right) {
            faults.add(way + " " + call + " within " + io.within);
        }
    }

    private static Way way(Class<?> type, Method method) {
        if (method.getDeclaringClass() == Wrapper.class) {
            return Way.LOCAL;
        }
        if (method.getName().equals("next")) {
            return Way.STEPS;
        }
        return part(type, method).way(method);
    }

    private static FaceTable.Part part(Class<?> type, Method method) {
        if (Statement.class.isAssignableFrom(type)) {
            for (var ancestor : List.of(Statement.class, PreparedStatement.class, CallableStatement.class)) {
                if (FaceGenerator.methods(ancestor).stream()
                        .anyMatch(candidate -> Signature.of(candidate).equals(Signature.of(method)))) {
                    return partOf(ancestor);
                }
            }
        }
        return partOf(type);
    }

    private static FaceTable.Part partOf(Class<?> type) {
        return FaceTable.PARTS.stream()
                .filter(part -> part.type() == type)
                .findFirst()
                .orElseThrow();
    }
}
