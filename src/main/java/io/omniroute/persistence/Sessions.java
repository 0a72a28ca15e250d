package io.omniroute.persistence;

import io.omniroute.domain.StoreException;
import io.omniroute.domain.Transactions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jspecify.annotations.Nullable;

/** Hibernate behind the stores: one transaction per outermost call, joined by every store the same thread uses in it. */
final class Sessions implements Transactions, AutoCloseable {
    private final SessionFactory factory;
    private final Pools pools;
    /** Not static: it belongs to this database, and a test or an import has two open in one thread. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable EntityManager> current = new ThreadLocal<>();

    Sessions(Pools pools) {
        this.pools = pools;
        var configuration = new HibernatePersistenceConfiguration("omniroute")
                .managedClasses(ConnectionRow.class, NodeRow.class, ApiKeyRow.class, SettingRow.class, UsageRow.class,
                        AuditRow.class, BudgetRow.class, LockoutRow.class, ComboRow.class, ChainRow.class,
                        IsoTime.class)
                .property("jakarta.persistence.nonJtaDataSource", pools.writes())
                .property("hibernate.transaction.coordinator_class", "jdbc")
                .property("jakarta.persistence.schema-generation.database.action", "none");
        pools.dialect().ifPresent(dialect -> configuration.property("hibernate.dialect", dialect));
        this.factory = configuration.createEntityManagerFactory();
    }

    @Override
    public <T> T call(Supplier<T> work) {
        return naming("transaction", () -> transact(work));
    }

    /** Runs a change in the current transaction or one of its own; what the database refuses shows here, not at commit. */
    <T> T change(String store, Function<EntityManager, T> work) {
        return naming(store, () -> transact(() -> {
            EntityManager entities = currentEntities();
            T result = work.apply(entities);
            entities.flush();
            return result;
        }));
    }

    /** Reads in the current transaction, else on a reading connection. */
    <T> T read(String store, Function<EntityManager, T> work) {
        EntityManager outer = current.get();
        return naming(store, () -> outer == null ? readAlone(work) : work.apply(outer));
    }

    private <T> T transact(Supplier<T> work) {
        EntityManager outer = current.get();
        return outer == null ? begin(work) : join(outer, work);
    }

    private <T> T begin(Supplier<T> work) {
        return factory.callInTransaction(entities -> {
            current.set(entities);
            try {
                T result = work.get();
                // Hibernate would roll back without a word
                if (entities.getTransaction().getRollbackOnly()) {
                    throw new StoreException("transaction: a part of it failed, so all of it was undone");
                }
                return result;
            } finally {
                current.remove();
            }
        });
    }

    /** A part that failed takes the whole with it, even when the caller goes on. */
    private static <T> T join(EntityManager outer, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            outer.getTransaction().setRollbackOnly();
            throw e;
        }
    }

    private <T> T readAlone(Function<EntityManager, T> work) {
        try (Connection connection = pools.reads().getConnection();
                Session session = factory.withOptions().connection(connection).openSession()) {
            session.setDefaultReadOnly(true);
            session.beginTransaction();
            try {
                return work.apply(session);
            } finally {
                session.getTransaction().rollback();
            }
        } catch (SQLException e) {
            throw new PersistenceException(e.getMessage(), e);
        }
    }

    private EntityManager currentEntities() {
        EntityManager entities = current.get();
        if (entities == null) {
            throw new IllegalStateException("no transaction is open on this thread");
        }
        return entities;
    }

    private static <T> T naming(String store, Supplier<T> work) {
        try {
            return work.get();
        } catch (PersistenceException e) {
            throw new StoreException(store + ": " + rootOf(e).getMessage(), e);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    @Override
    public void close() {
        factory.close();
    }
}
