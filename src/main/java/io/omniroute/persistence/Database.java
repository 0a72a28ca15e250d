package io.omniroute.persistence;

import io.omniroute.domain.Transactions;
import io.omniroute.domain.audit.AuditStore;
import io.omniroute.domain.cache.AnswerStore;
import io.omniroute.domain.combo.ComboStore;
import io.omniroute.domain.budget.BudgetStore;
import io.omniroute.domain.budget.CostLedger;
import io.omniroute.domain.connection.ConnectionStore;
import io.omniroute.domain.connection.NodeStore;
import io.omniroute.domain.key.ApiKeyStore;
import io.omniroute.domain.policy.LockoutStore;
import io.omniroute.domain.resilience.StateStore;
import io.omniroute.domain.route.FallbackChainStore;
import io.omniroute.domain.log.Attic;
import io.omniroute.domain.log.CallStore;
import io.omniroute.domain.log.ProxyLog;
import io.omniroute.domain.secret.Secrets;
import io.omniroute.domain.settings.SettingsStore;
import io.omniroute.domain.usage.UsageReports;
import io.omniroute.domain.usage.UsageStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The open database with its stores; {@code boot} opens one and hands the stores out. */
public final class Database implements Transactions, AutoCloseable {
    private static final String POSTGRES = "jdbc:postgresql:";
    private static final int PROBE_SECONDS = 1;

    private final Pools pools;
    private final Sessions sessions;
    private final DataDirectory directory;
    private final Optional<Path> file;
    private final RowSecrets secrets;
    private final ConnectionMapping connections;

    private Database(Pools pools, DataDirectory directory, Optional<Path> file, Secrets secrets) {
        this.pools = pools;
        this.directory = directory;
        this.file = file;
        this.sessions = new Sessions(pools);
        this.secrets = new RowSecrets(secrets);
        this.connections = new ConnectionMapping(this.secrets);
    }

    /**
     * Opens the database and brings it to the newest schema.
     *
     * @throws DatabaseUnusableException when it must not or cannot be used; the message is for the operator
     */
    public static Database open(DatabaseSettings settings, Secrets secrets) {
        DataDirectory directory = DataDirectory.prepare(settings.dataDir());
        var opening = new Opening(secrets);
        if (settings.jdbcUrl().isEmpty()) {
            Path file = opening.sqlite(directory, Migrations.of("sqlite"));
            return started(Pools.sqlite(file), directory, Optional.of(file), secrets);
        }
        DataSource source = Pools.postgresSource(settings, postgresUrl(settings.jdbcUrl().get()));
        opening.postgres(source, Migrations.of("postgresql"));
        return started(Pools.postgres(source), directory, Optional.empty(), secrets);
    }

    private static Database started(Pools pools, DataDirectory directory, Optional<Path> file,
            Secrets secrets) {
        try {
            return new Database(pools, directory, file, secrets);
        } catch (RuntimeException e) {
            pools.close();
            throw e;
        }
    }

    private static String postgresUrl(String url) {
        if (!url.startsWith(POSTGRES)) {
            throw new DatabaseUnusableException("The configured database URL does not begin with " + POSTGRES
                    + ": leave it out for SQLite in the data directory.");
        }
        return url;
    }

    @Override
    public <T> T call(Supplier<T> work) {
        return sessions.call(work);
    }

    public ConnectionStore connections() {
        return new JpaConnectionStore(sessions, connections);
    }

    public NodeStore nodes() {
        return new JpaNodeStore(sessions);
    }

    public ApiKeyStore keys() {
        return new JpaApiKeyStore(sessions);
    }

    public SettingsStore settings() {
        return new JpaSettingsStore(sessions);
    }

    public ComboStore combos() {
        return new JpaComboStore(sessions);
    }

    public FallbackChainStore chains() {
        return new JpaFallbackChainStore(sessions);
    }

    public UsageStore usage() {
        return new JpaUsageStore(sessions);
    }

    public LockoutStore lockouts() {
        return new JpaLockoutStore(sessions);
    }

    public AnswerStore answers() {
        return new SqlAnswerStore(sessions, secrets);
    }

    public UsageReports reports() {
        return new JdbcUsageReports(new Queries("usage reports", pools.reads()));
    }

    public BudgetStore budgets() {
        return new JpaBudgetStore(sessions);
    }

    public CostLedger ledger() {
        return new JdbcCostLedger(new Queries("cost ledger", pools.reads()));
    }

    public CallStore calls(Path dataDir) {
        return new JdbcCallStore(new Queries("call log", pools.reads()), new CallFiles(dataDir));
    }

    public ProxyLog proxyLog() {
        return new JdbcProxyLog(new Queries("proxy log", pools.reads()), new Queries("proxy log", pools.writes()));
    }

    public Attic attic(Path dataDir) {
        return new JdbcAttic(new Queries("retention", pools.writes()), new CallFiles(dataDir));
    }

    public AuditStore audit() {
        return new JpaAuditStore(sessions);
    }

    public StateStore state() {
        return new StateTable(pools.writes());
    }

    /** Whether the database answers now; on SQLite also whether its file is still in its place. */
    public boolean healthy() {
        if (file.isPresent() && Files.notExists(file.get())) {
            return false;
        }
        try (Connection connection = pools.reads().getConnection()) {
            return connection.isValid(PROBE_SECONDS);
        } catch (SQLException e) {
            System.getLogger(Database.class.getName()).log(System.Logger.Level.DEBUG,
                    "the database does not answer: " + e.getMessage());
            return false;
        }
    }

    /** Whether it can also be written, as far as that can be told without writing. */
    public boolean writable() {
        return healthy() && file.map(Storage::room).orElse(true);
    }

    /** How much there is and when it was last copied. */
    public Storage storage() {
        return file.map(path -> Storage.ofFile(path, directory.backups())).orElseGet(
                () -> Storage.ofServer(sessions.read("storage", entities -> ((Number) entities
                        .createNativeQuery("select pg_database_size(current_database())").getSingleResult())
                        .longValue())));
    }

    /** Of the connections that signed in. */
    public List<TokenState> tokens() {
        return sessions.read("tokens", TokenState::all);
    }

    /** Where the usage writer gets its connection. */
    DataSource writes() {
        return pools.writes();
    }

    @Override
    public void close() {
        sessions.close();
        pools.close();
    }
}
