package io.omniroute.admin;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.omniroute.admin.KnownProvider.KnownModel;
import io.omniroute.admin.KnownProvider.Notice;
import io.omniroute.audit.AuditTrail;
import io.omniroute.catalog.Given;
import io.omniroute.boot.CatalogReader;
import io.omniroute.domain.Transactions;
import io.omniroute.domain.audit.AuditEvent;
import io.omniroute.domain.audit.AuditStore;
import io.omniroute.catalog.Limits;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboStore;
import io.omniroute.domain.budget.Budget;
import io.omniroute.domain.budget.BudgetStore;
import io.omniroute.domain.budget.CostEntry;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionHealth;
import io.omniroute.domain.connection.ConnectionStore;
import io.omniroute.domain.connection.NodeStore;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.key.ApiKeyStore;
import io.omniroute.domain.lab.ModelProbe;
import io.omniroute.domain.route.FallbackChain;
import io.omniroute.domain.route.FallbackChainStore;
import io.omniroute.domain.secret.SealedText;
import io.omniroute.domain.secret.SecretPlace;
import io.omniroute.domain.secret.Secrets;
import io.omniroute.domain.settings.SettingsStore;
import io.omniroute.domain.snapshot.SnapshotHolder;
import io.omniroute.domain.usage.UsageGroup;
import io.omniroute.domain.usage.UsageRecord;
import io.omniroute.domain.usage.UsageReports;
import io.omniroute.domain.usage.UsageStore;
import io.omniroute.domain.usage.UsageSum;
import io.omniroute.domain.usage.UsageTotals;
import io.omniroute.management.JacksonText;
import io.omniroute.resilience.Affinity;
import io.omniroute.resilience.ComboCounters;
import io.omniroute.resilience.Rotation;
import io.omniroute.resilience.SnapshotTerms;
import io.omniroute.resilience.Timepiece;
import io.omniroute.resilience.Upstreams;
import io.omniroute.usage.ComboMetrics;
import io.omniroute.usage.BudgetNotices;
import io.omniroute.usage.Budgets;

/** All use cases over maps in memory, with the other rooms played by plain rules; each test makes its own. */
public final class Office {
    public static final Caller ADMIN = new Caller(Caller.ADMIN, "127.0.0.1", "r-1");
    public static final Instant START = Instant.parse("2026-11-20T10:00:00.250Z");
    public final TestClock clock = new TestClock();
    public final Map<String, Connection> connections = new LinkedHashMap<>();
    public final Map<String, ProviderNode> nodes = new LinkedHashMap<>();
    public final Map<String, ApiKey> keys = new LinkedHashMap<>();
    public final Map<String, Combo> combos = new LinkedHashMap<>();
    public final Map<String, FallbackChain> chains = new TreeMap<>();
    public final Map<String, Budget> budgets = new LinkedHashMap<>();
    public final List<CostEntry> costs = new ArrayList<>();
    public final Map<String, Map<String, String>> values = new HashMap<>();
    public final List<AuditEvent> events = new ArrayList<>();
    public final Map<String, Integer> failures = new HashMap<>();
    public final SnapshotHolder snapshots = new SnapshotHolder();
    public final JsonText json = new JacksonText();
    public Probe finding = new Probe(true, "ok", "upstream", null, null, 200, Duration.ofMillis(12));
    private final SessionDesk sessions = new PlayedSessions();
    public final ProviderDirectory directory = new Directory();
    public boolean auditBroken;
    public int commits;
    public final Stores stores = new Stores(new Connections(), new Nodes(), new Keys(), new Values(),
            new Combos(), new Chains(), new PlayedBudgets());
    public final SnapshotLoader loader = new SnapshotLoader(stores, json, snapshots);
    public final AuditTrail trail = new AuditTrail(new Events());
    public final ChangeDesk desk;
    public final NodeAdmin nodeAdmin;
    public Prober.Listing listing = new Prober.Listing.Unsupported();
    public final ConnectionAdmin connectionAdmin;
    public final ProviderTrials trials;
    public final ModelAdmin modelAdmin;
    public final KeyAdmin keyAdmin;
    public final LoginAdmin loginAdmin;
    public final SettingsAdmin settingsAdmin;
    public final UsageAdmin usageAdmin;
    public final BudgetAdmin budgetAdmin;
    public final Budgets spending;
    public final PricingAdmin pricingAdmin;
    public final ReportAdmin reportAdmin;
    public final PlayedLab lab = new PlayedLab();
    public final ComboAdmin comboAdmin;
    public final ComboMetrics comboMetrics = new ComboMetrics(clock);
    public final ComboFigures comboFigures;
    public final RouteState routeState;
    public final RouteAdmin routeAdmin;
    public final AccountFigures accountFigures;
    public final ResilienceAdmin resilienceAdmin;
    public final ComboTrial comboTrial;
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    public final ChainAdmin chainAdmin;
    public final ComboDefaults comboDefaults;
    public final TranslatorAdmin translatorAdmin;
    public final AuditAdmin auditAdmin = new AuditAdmin(trail);

    public Office(Path data) {
        this(new AdminSettings(data, false, true, false));
    }

    public Office(AdminSettings start) {
        Transactions transactions = new Transactions() {
            @Override
            public <T> T call(Supplier<T> work) {
                Map<String, Connection> before = new LinkedHashMap<>(connections);
                try {
                    T result = work.get();
                    commits++;
                    return result;
                } catch (RuntimeException e) {
                    connections.clear();
                    connections.putAll(before);
                    throw e;
                }
            }
        };
        desk = new ChangeDesk(transactions, loader, trail, clock);
        UrlRule urls = url -> url.contains("169.254.") ? Optional.of("link-local address") : Optional.empty();
        Prober prober = new PlayedProber();
        nodeAdmin = new NodeAdmin(stores, directory, urls, prober, desk);
        connectionAdmin = new ConnectionAdmin(stores, directory,
                new ConnectionAdmin.Tools(urls, prober, new PlayedSecrets()), start, desk);
        trials = new ProviderTrials(connectionAdmin, directory, prober);
        modelAdmin = new ModelAdmin(stores, directory, snapshots, json, desk);
        keyAdmin = new KeyAdmin(stores.keys(), new PlayedMint(), snapshots, desk);
        loginAdmin = new LoginAdmin(stores.settings(), snapshots,
                new LoginAdmin.Locks(new PlayedHasher(), sessions, new PlayedBarrier(), json),
                new FirstPassword(start.dataDirectory(), new SecureRandom()), desk);
        settingsAdmin = new SettingsAdmin(stores.settings(), loginAdmin, json, start, desk);
        usageAdmin = new UsageAdmin(new Usage(), new PlayedReports(),
                () -> List.of(new InFlight.ActiveRequest("gpt-5", "openai", "main", 2)), snapshots,
                start.dataDirectory(), clock);
        comboFigures = new ComboFigures(comboMetrics, snapshots, desk);
        var time = new Timepiece(clock, () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
        routeState = new RouteState(
                new Upstreams(time, new SnapshotTerms(snapshots, Given.SHIPPED), Duration.ofMinutes(30), turn -> {}),
                new Rotation(time), new ComboCounters(time), Optional.empty());
        comboAdmin = new ComboAdmin(stores.combos(), Given.SHIPPED, snapshots,
                new ComboMemory(routeState.counters(), comboMetrics), desk);
        resilienceAdmin = new ResilienceAdmin(stores.settings(), snapshots, routeState.upstreams(), new Affinity(time),
                json, desk);
        accountFigures = new AccountFigures(routeState.upstreams(), routeState.rotation(), clock);
        routeAdmin = new RouteAdmin(Given.SHIPPED, snapshots, routeState, json, new SplittableRandom(1));
        comboTrial = new ComboTrial(Given.SHIPPED, snapshots, this::played, desk);
        chainAdmin = new ChainAdmin(stores.chains(), Given.SHIPPED, snapshots, desk);
        comboDefaults = new ComboDefaults(settingsAdmin);
        spending = new Budgets(snapshots, costs::add, new NoNotices(), new Budgets.Time(clock, ZoneOffset.UTC));
        budgetAdmin = new BudgetAdmin(stores.budgets(), spending, snapshots, desk);
        pricingAdmin = new PricingAdmin(stores, CatalogReader.read(), snapshots, json, desk);
        reportAdmin = new ReportAdmin(new PlayedReports(), snapshots, clock);
        translatorAdmin = new TranslatorAdmin(lab, lab, json, start.dataDirectory(), desk);
    }

    /** Groq answers, nobody else does. */
    private ModelProbe.Finding played(String provider, String model, Duration limit) {
        asked.add(provider + "/" + model);
        return provider.equals("groq")
                ? new ModelProbe.Finding(200, Duration.ofMillis(3), Optional.empty())
                : new ModelProbe.Finding(503, Duration.ofMillis(3), Optional.of("overloaded"));
    }

    /** A form from names and values in turn. */
    public static Form form(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return Form.of(values);
    }

    public ProviderNode node(String prefix) {
        return nodeAdmin.create(form("type", "openai-compatible", "name", "Mock", "prefix", prefix, "baseUrl",
                "http://127.0.0.1:9/v1"), ADMIN);
    }

    public Connection connection(String provider, String name) {
        return connectionAdmin.create(form("provider", provider, "apiKey", "sk-up-" + name, "name", name), ADMIN);
    }

    /** A session as a login now gives it. */
    public Session session() {
        Object end = SnapshotLoader.readable(stores.settings(), json, SettingsStore.SETTINGS)
                .get(LoginAdmin.SESSIONS_VALID_FROM);
        return sessions.issue(clock.now, end == null ? Instant.EPOCH : Instant.parse(end.toString()));
    }

    public List<String> actions() {
        return events.stream().map(AuditEvent::action).toList();
    }

    public static final class TestClock extends Clock {
        public Instant now = START;

        public void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final class Connections implements ConnectionStore {
        @Override
        public List<Connection> all() {
            return connections.values().stream()
                    .sorted(Comparator.comparing(Connection::provider).thenComparing(Connection::priority)).toList();
        }

        @Override
        public Optional<Connection> find(String id) {
            return Optional.ofNullable(connections.get(id));
        }

        @Override
        public void save(Connection connection) {
            connections.put(connection.id(), connection);
        }

        @Override
        public void saveHealth(String id, ConnectionHealth health) {
            connections.computeIfPresent(id, (key, old) -> old.withHealth(health));
        }

        @Override
        public boolean delete(String id) {
            return connections.remove(id) != null;
        }

        @Override
        public int deleteByProvider(String provider) {
            int before = connections.size();
            connections.values().removeIf(c -> c.provider().equals(provider));
            return before - connections.size();
        }
    }

    private final class Nodes implements NodeStore {
        @Override
        public List<ProviderNode> all() {
            return List.copyOf(nodes.values());
        }

        @Override
        public Optional<ProviderNode> find(String id) {
            return Optional.ofNullable(nodes.get(id));
        }

        @Override
        public void save(ProviderNode node) {
            nodes.put(node.id(), node);
        }

        @Override
        public boolean delete(String id) {
            return nodes.remove(id) != null;
        }
    }

    private final class Keys implements ApiKeyStore {
        @Override
        public List<ApiKey> all() {
            return List.copyOf(keys.values());
        }

        @Override
        public Optional<ApiKey> find(String id) {
            return Optional.ofNullable(keys.get(id));
        }

        @Override
        public void save(ApiKey key) {
            keys.put(key.id(), key);
        }

        @Override
        public void touch(Map<String, Instant> lastUsedById) {
            throw new UnsupportedOperationException("no use case touches keys");
        }

        @Override
        public boolean delete(String id) {
            return keys.remove(id) != null;
        }
    }

    private final class Values implements SettingsStore {
        @Override
        public Map<String, String> all(String namespace) {
            return new TreeMap<>(values.getOrDefault(namespace, Map.of()));
        }

        @Override
        public void put(String namespace, String key, String text) {
            values.computeIfAbsent(namespace, n -> new HashMap<>()).put(key, text);
        }

        @Override
        public boolean remove(String namespace, String key) {
            return values.getOrDefault(namespace, new HashMap<>()).remove(key) != null;
        }
    }

    private final class Combos implements ComboStore {
        @Override
        public List<Combo> all() {
            return List.copyOf(combos.values());
        }

        @Override
        public Optional<Combo> find(String id) {
            return Optional.ofNullable(combos.get(id));
        }

        @Override
        public void save(Combo combo) {
            combos.put(combo.id(), combo);
        }

        @Override
        public boolean delete(String id) {
            return combos.remove(id) != null;
        }
    }

    private final class Chains implements FallbackChainStore {
        @Override
        public List<FallbackChain> all() {
            return List.copyOf(chains.values());
        }

        @Override
        public void save(FallbackChain chain) {
            chains.put(chain.model(), chain);
        }

        @Override
        public boolean delete(String model) {
            return chains.remove(model) != null;
        }
    }

    private final class Events implements AuditStore {
        @Override
        public void add(AuditEvent event) {
            if (auditBroken) {
                throw new IllegalStateException("disk full");
            }
            events.add(event);
        }

        @Override
        public List<AuditEvent> newest(int limit, int offset) {
            return events.reversed().stream().skip(offset).limit(limit).toList();
        }
    }

    private final class PlayedBudgets implements BudgetStore {
        @Override
        public List<Budget> all() {
            return List.copyOf(budgets.values());
        }

        @Override
        public void save(Budget budget) {
            budgets.put(budget.apiKeyId(), budget);
        }

        @Override
        public boolean delete(String apiKeyId) {
            return budgets.remove(apiKeyId) != null;
        }
    }

    private static final class NoNotices implements BudgetNotices {
        @Override
        public void warning(Notice notice) {
            // nobody listens here
        }

        @Override
        public void exceeded(Notice notice) {
            // nobody listens here
        }
    }

    private static final class PlayedReports implements UsageReports {
        private static UsageSum sum(String key, String sub) {
            return new UsageSum(key, sub, key, 3, 2, 30, 12, new BigDecimal("0.0042"));
        }

        @Override
        public List<UsageSum> perDay(LocalDate from, LocalDate to) {
            return List.of(sum("2026-11-19", ""), sum("2026-11-20", ""));
        }

        @Override
        public List<UsageSum> perDayAndModel(LocalDate from, LocalDate to) {
            return List.of(sum("2026-11-19", "gpt-5"), sum("2026-11-20", "gpt-5"));
        }

        @Override
        public List<UsageSum> by(UsageGroup.By by, LocalDate from, LocalDate to) {
            return List.of(switch (by) {
                case API_KEY -> sum("", "");
                case MODEL -> sum("gpt-5", "openai");
                case ACCOUNT, PROVIDER -> sum(by.name().toLowerCase(java.util.Locale.ROOT), "");
            });
        }
    }

    private static final class Usage implements UsageStore {
        @Override
        public UsageTotals totals(Instant since) {
            return new UsageTotals(3, 30, 12, new BigDecimal("0.0042"));
        }

        @Override
        public List<UsageGroup> totalsBy(UsageGroup.By by, Instant since) {
            String key = by == UsageGroup.By.API_KEY ? "" : by.name().toLowerCase(java.util.Locale.ROOT);
            return List.of(new UsageGroup(key, key, totals(since)));
        }

        @Override
        public List<UsageTotals> perMinute(Instant now, int minutes) {
            return java.util.Collections.nCopies(minutes, UsageTotals.NONE);
        }

        @Override
        public List<UsageRecord> newest(long beforeId, int limit) {
            return List.of();
        }
    }

    private final class PlayedProber implements Prober {
        @Override
        public Probe test(Connection connection) {
            return finding;
        }

        @Override
        public Probe validate(Candidate candidate) {
            return finding;
        }

        @Override
        public Probe validateNode(NodeType type, String baseUrl, String apiKey) {
            return finding;
        }

        @Override
        public Listing models(Connection connection) {
            return listing;
        }
    }

    private static final class PlayedSecrets implements Secrets {
        @Override
        public SealedText seal(String clearText, SecretPlace place) {
            return new SealedText(SealedText.PREFIX + place.rowId() + ":" + Integer.toHexString(clearText.hashCode()));
        }

        @Override
        public String unseal(SealedText sealed, SecretPlace place) {
            throw new UnsupportedOperationException("no use case unseals");
        }
    }

    private static final class PlayedMint implements KeyMint {
        private int made;

        @Override
        public MintedKey mint() {
            made++;
            String key = "sk-machine-number" + made + "-crc";
            return new MintedKey(key, hash(key), "sk-mach…-…crc", "machine");
        }

        @Override
        public String hash(String fullKey) {
            return "hmac:v1:" + Integer.toHexString(fullKey.hashCode());
        }
    }

    private static final class PlayedHasher implements PasswordHasher {
        @Override
        public String hash(String password) {
            return "hash:" + Integer.toHexString(password.hashCode());
        }

        @Override
        public boolean matches(String password, String hash) {
            return hash(password).equals(hash);
        }
    }

    /** A token names the beginning of its session and its own issue, in microseconds. */
    private static final class PlayedSessions implements SessionDesk {
        private static long micros(Instant at) {
            return java.time.temporal.ChronoUnit.MICROS.between(Instant.EPOCH, at);
        }

        private static Session session(long begin, long issued) {
            Instant end = Instant.EPOCH.plus(issued, java.time.temporal.ChronoUnit.MICROS).plus(Duration.ofHours(24));
            return new Session("token-" + begin + "-" + issued,
                    Instant.EPOCH.plus(begin, java.time.temporal.ChronoUnit.MICROS), end);
        }

        @Override
        public Session issue(Instant now, Instant validFrom) {
            return session(Math.max(micros(now), micros(validFrom) + 1), micros(now));
        }

        @Override
        public Session renew(Session session, Instant now) {
            return session(micros(session.startedAt()), micros(now));
        }

        @Override
        public Optional<Session> verify(String token, Instant now, Instant validFrom) {
            return Optional.of(token.split("-", 0)).filter(parts -> parts.length == 3 && parts[0].equals("token"))
                    .map(parts -> session(Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                    .filter(s -> micros(s.startedAt()) > micros(validFrom) && s.expiresAt().isAfter(now));
        }
    }

    private final class PlayedBarrier implements LoginBarrier {
        @Override
        public Optional<Duration> lockedFor(String address, Instant now) {
            return failures.getOrDefault(address, 0) >= 5 ? Optional.of(Duration.ofMinutes(15)) : Optional.empty();
        }

        @Override
        public boolean failed(String address, Instant now) {
            return failures.merge(address, 1, Integer::sum) >= 5;
        }

        @Override
        public void succeeded(String address) {
            failures.remove(address);
        }
    }

    private static final class Directory implements ProviderDirectory {
        private static final Notice NONE = new Notice("", "");
        private final List<KnownProvider> providers = List.of(
                new KnownProvider("openai", "openai", "OpenAI", "apikey", true, NONE,
                        List.of(new KnownModel("gpt-5", "GPT-5", "chat", Limits.UNKNOWN))),
                new KnownProvider("groq", "gq", "Groq", "apikey", true, NONE, List.of()),
                new KnownProvider("claude", "cc", "Claude Code", "oauth", true,
                        new Notice("Check the terms.", "https://example.org/terms"), List.of()),
                new KnownProvider("freebie", "fb", "Freebie", "free", true,
                        new Notice("Check these terms.", "https://example.org/free"), List.of()));

        @Override
        public Optional<KnownProvider> find(String idOrAlias) {
            return providers.stream().filter(p -> p.id().equals(idOrAlias) || p.alias().equals(idOrAlias)).findFirst();
        }

        @Override
        public List<KnownProvider> all() {
            return providers;
        }

        @Override
        public boolean reserved(String prefix) {
            return find(prefix).isPresent();
        }
    }
}
