package dev.weft.hibernate;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.hibernate.CacheMode;
import org.hibernate.FlushMode;
import org.hibernate.engine.spi.SessionImplementor;

/** The settings of a session, each an operation of its core. */
abstract class CoreSettings extends CoreSession<SessionImplementor> implements AsyncSessionSettings {
    CoreSettings(SessionCore<SessionImplementor> core) {
        super(core);
    }

    @Override
    public CompletableFuture<Void> setFlushMode(FlushMode mode) {
        return perform("setFlushMode", session -> session.setHibernateFlushMode(mode));
    }

    @Override
    public CompletableFuture<FlushMode> getFlushMode() {
        return core().operate("getFlushMode", SessionImplementor::getHibernateFlushMode);
    }

    @Override
    public CompletableFuture<Void> setCacheMode(CacheMode mode) {
        return perform("setCacheMode", session -> session.setCacheMode(mode));
    }

    @Override
    public CompletableFuture<CacheMode> getCacheMode() {
        return core().operate("getCacheMode", SessionImplementor::getCacheMode);
    }

    @Override
    public CompletableFuture<Void> setDefaultReadOnly(boolean readOnly) {
        return perform("setDefaultReadOnly", session -> session.setDefaultReadOnly(readOnly));
    }

    @Override
    public CompletableFuture<Void> setReadOnly(Object entity, boolean readOnly) {
        return perform("setReadOnly", session -> session.setReadOnly(entity, readOnly));
    }

    @Override
    public CompletableFuture<Boolean> isReadOnly(Object entity) {
        return core().operate("isReadOnly", session -> session.isReadOnly(entity));
    }

    @Override
    public CompletableFuture<Void> setFetchBatchSize(int associations) {
        return perform("setFetchBatchSize", session -> session.setFetchBatchSize(associations));
    }

    @Override
    public CompletableFuture<Void> setSubselectFetchingEnabled(boolean enabled) {
        return perform("setSubselectFetchingEnabled", session -> session.setSubselectFetchingEnabled(enabled));
    }

    @Override
    public CompletableFuture<Void> enableFilter(String name, Map<String, ?> parameters) {
        var now = Map.copyOf(parameters);
        return perform("enableFilter", session -> {
            var filter = session.enableFilter(name);
            now.forEach(filter::setParameter);
            filter.validate();
        });
    }

    @Override
    public CompletableFuture<Void> disableFilter(String name) {
        return perform("disableFilter", session -> session.disableFilter(name));
    }

    @Override
    public CompletableFuture<Void> enableFetchProfile(String name) {
        return perform("enableFetchProfile", session -> session.enableFetchProfile(name));
    }

    @Override
    public CompletableFuture<Void> disableFetchProfile(String name) {
        return perform("disableFetchProfile", session -> session.disableFetchProfile(name));
    }
}
