package dev.weft.features;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.engine.AsyncEngine;
import dev.weft.hibernate.AsyncSessionMaker;
import dev.weft.hibernate.SessionOptions;
import dev.weft.testing.Database;
import dev.weft.testing.LeakWatch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hibernate.cfg.AvailableSettings;

/**
 * What the tests of one area have on each database: an engine, and a session maker with the tables of its entities. At
 * its end nothing may be left. Used by JUnit's thread.
 */
final class AreaRun implements AutoCloseable {
    private final Map<Database, TestDatabase> databases;
    private final Map<Database, Station> stations = new EnumMap<>(Database.class);
    private final LeakWatch leaks;

    private AreaRun(Map<Database, TestDatabase> databases) {
        this.databases = databases;
        this.leaks = LeakWatch.create();
        databases.values().forEach(database -> database.watchSessions(leaks));
    }

    /** The databases are made before leaks are watched for, because a server that is started has threads. */
    static AreaRun open() {
        var databases = new EnumMap<Database, TestDatabase>(Database.class);
        for (var database : FeatureTable.COLUMNS) {
            databases.put(database, TestDatabase.fresh(database));
        }
        return new AreaRun(databases);
    }

    Station station(Database database, Features features) {
        return stations.computeIfAbsent(database, _ -> new Station(databases.get(database), leaks, database, features));
    }

    void checkLeaks() {
        leaks.check();
    }

    @Override
    public void close() {
        try {
            stations.values().forEach(Station::close);
            leaks.close();
        } finally {
            databases.values().forEach(TestDatabase::close);
        }
    }

    /** One database of an area. */
    static final class Station {
        private final TestDatabase database;
        private final LeakWatch leaks;
        private final AsyncEngine engine;
        private final AsyncSessionMaker sessions;
        private final List<AsyncSessionMaker> makers = new ArrayList<>();
        private boolean prepared;

        Station(TestDatabase database, LeakWatch leaks, Database kind, Features features) {
            this.database = database;
            this.leaks = leaks;
            this.engine = engine(database.url());
            this.sessions = sessions(engine, features.options(plain(), kind), features.mapped());
        }

        static SessionOptions plain() {
            return SessionOptions.defaults()
                    .withSetting(AvailableSettings.GENERATE_STATISTICS, true)
                    .withSetting(AvailableSettings.USE_SECOND_LEVEL_CACHE, false);
        }

        AsyncSessionMaker sessions() {
            return sessions;
        }

        AsyncEngine engine() {
            return engine;
        }

        /** A further engine, closed with the area. */
        AsyncEngine engine(String url) {
            return leaks.watch(AsyncEngine.create(url));
        }

        /** The URL of a further database, which is new the first time. */
        String furtherUrl() {
            return database.furtherUrl();
        }

        /** A further session maker, closed with the area. */
        AsyncSessionMaker sessions(AsyncEngine of, SessionOptions options, Class<?>... mapped) {
            var maker = AsyncSessionMaker.create(of, options, mapped);
            makers.add(maker);
            return maker;
        }

        /** Makes the tables, once. */
        void prepare() {
            if (!prepared) {
                await(sessions.createSchema());
                prepared = true;
            }
        }

        void close() {
            makers.forEach(
                    maker -> maker.aclose().orTimeout(30, TimeUnit.SECONDS).join());
        }
    }
}
