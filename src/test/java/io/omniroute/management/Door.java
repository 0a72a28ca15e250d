package io.omniroute.management;

import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jboss.resteasy.core.ResteasyContext;
import org.jboss.resteasy.mock.MockDispatcherFactory;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.jboss.resteasy.spi.Dispatcher;

import com.fasterxml.jackson.databind.JsonNode;

import io.omniroute.admin.AdminSettings;
import io.omniroute.admin.CacheAdmin;
import io.omniroute.admin.KeptInMemory;
import io.omniroute.admin.IpFilterAdmin;
import io.omniroute.admin.LockoutAdmin;
import io.omniroute.admin.Office;
import io.omniroute.admin.PolicyAdmin;
import io.omniroute.admin.RateLimitAdmin;
import io.omniroute.admin.ShapingAdmin;
import io.omniroute.domain.policy.Lockout;
import io.omniroute.domain.policy.LockoutStore;
import io.omniroute.security.LockoutKeeper;
import io.omniroute.security.Lockouts;
import io.omniroute.cache.Caches;
import jakarta.servlet.http.HttpServletRequest;

/** The management API in a JAX-RS runtime without a server, over the use cases in memory. */
final class Door {
    static final String HOST = "localhost:20128";
    final Office office;
    private final Dispatcher dispatcher = MockDispatcherFactory.createDispatcher();
    boolean databaseWritable = true;
    MonitoringSource.LiveView live = MonitoringSource.LiveView.NOTHING;
    MonitoringSource.StorageView storage = new MonitoringSource.StorageView("sqlite", "~/storage.sqlite", 9, null, 0,
            true, 90, "~");

    Door(Path data, GuardSettings guard) {
        office = new Office(new AdminSettings(data, false, true, false));
        var registry = dispatcher.getRegistry();
        var installation = new Installation("1.0.0", "test", "~/.omniroute", Office.START);
        MonitoringSource source = new Source();
        var caches = new CacheAdmin(Caches.off(), new KeptInMemory(), office.desk);
        var lockouts = new Lockouts(Lockouts.Time.system(office.clock), address -> false);
        var lockoutAdmin = new LockoutAdmin(lockouts, LockoutKeeper.open(lockouts, new ForgottenLockouts()),
                office.desk);
        var entrance = new Entrance(office.loginAdmin, office.keyAdmin, guard);
        var shaping = new ShapingAdmin(office.stores.settings(), office.snapshots, office.json, office.desk);
        List.of(new AuthResource(office.loginAdmin, guard),
                new SettingsResource(office.settingsAdmin, office.loginAdmin, guard),
                new NodeResource(office.nodeAdmin),
                new ConnectionResource(office.connectionAdmin, office.trials, office.accountFigures),
                new CustomModelResource(office.modelAdmin), new ModelResource(office.modelAdmin),
                new KeyResource(office.keyAdmin), new UsageResource(office.usageAdmin),
                new PricingResource(office.pricingAdmin), new BudgetResource(office.budgetAdmin),
                new AnalyticsResource(office.reportAdmin),
                new MonitoringResource(source, office.auditAdmin, caches, office.resilienceAdmin, installation,
                        office.clock),
                new ResilienceResource(office.resilienceAdmin),
                new RateLimitResource(new RateLimitAdmin(office.stores.connections(), office.snapshots,
                        office.routeState.upstreams(), office.desk), office.resilienceAdmin, source, office.clock),
                new CacheResource(caches),
                new IpFilterResource(
                        new IpFilterAdmin(office.stores.settings(), office.snapshots, office.json, office.desk)),
                new ThinkingBudgetResource(shaping), new SystemPromptResource(shaping),
                new PolicyResource(new PolicyAdmin(office.stores, office.directory, office.json, office.desk),
                        lockoutAdmin, office.resilienceAdmin),
                new TranslatorResource(office.translatorAdmin),
                new ComboResource(office.comboAdmin, office.comboFigures),
                new ComboDefaultsResource(office.comboDefaults), new ChainResource(office.chainAdmin),
                new ResolveResource(office.routeAdmin), new ForecastResource(office.routeAdmin),
                new ComboTrialResource(office.comboTrial),
                new InitResource(office.settingsAdmin, installation)).forEach(registry::addSingletonResource);
        List.of(new ManagementGuard(entrance, guard, lockoutAdmin),
                new SessionRenewal(office.loginAdmin, guard, office.clock), new ManagementJson(), new FormReader(),
                new RefusedMapper(), new WebApplicationMapper(entrance), new ThrowableMapper())
                .forEach(provider -> dispatcher.getProviderFactory().registerProviderInstance(provider));
        office.loader.reload();
    }

    Door(Path data) {
        this(data, new GuardSettings(false, false, Set.of("gateway.example.org"), Duration.ofHours(24)));
    }

    /** Nothing is kept over a restart here. */
    private static final class ForgottenLockouts implements LockoutStore {
        @Override
        public List<Lockout> all() {
            return List.of();
        }

        @Override
        public void save(Lockout lockout) {}

        @Override
        public void remove(String identifier) {}
    }

    private static final MonitoringSource.Quantiles NONE = new MonitoringSource.Quantiles(0, 0, 0, 0);

    private final class Source implements MonitoringSource {
        @Override
        public boolean databaseWritable() {
            return databaseWritable;
        }

        @Override
        public TelemetryView telemetry(Duration window) {
            return new TelemetryView(0, 0, 0, 0, NONE, Map.of(), Map.of(), window.toMillis());
        }

        @Override
        public LiveView live() {
            return live;
        }

        @Override
        public TagsView learnedTags() {
            return new TagsView(1, 2, 3, 4);
        }

        @Override
        public StorageView storage() {
            return storage;
        }

        @Override
        public List<TokenView> tokens() {
            return List.of(new TokenView("c1", "claude", "main", null, "healthy", null),
                    new TokenView("c2", "claude", "other", Office.START, "failed", Office.START));
        }

        @Override
        public long residentBytes() {
            return 7;
        }

        @Override
        public Counts providers() {
            return new Counts(4, 1, 1);
        }
    }

    Call call(String method, String path) {
        return new Call(method, path);
    }

    /** A call with the administrator's session and the header a browser sends. */
    Call asAdmin(String method, String path) {
        return call(method, path).cookie(office.session().token()).with("Sec-Fetch-Site", "same-origin")
                .with("Content-Type", "application/json");
    }

    final class Call {
        private final String method;
        private final String path;
        private final Map<String, String> headers = new LinkedHashMap<>(Map.of("Host", HOST));
        private String peer = "127.0.0.1";
        private boolean tls;
        private String body = "";

        private Call(String method, String path) {
            this.method = method;
            this.path = path;
        }

        Call with(String name, String value) {
            headers.put(name, value);
            return this;
        }

        Call cookie(String token) {
            return with("Cookie", "auth_token=" + token);
        }

        Call from(String address) {
            peer = address;
            return this;
        }

        Call overTls() {
            tls = true;
            return this;
        }

        Call body(String json) {
            body = json;
            return this;
        }

        Answer send() {
            try {
                MockHttpRequest request = MockHttpRequest.create(method, path);
                headers.forEach(request::header);
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                request.header("Content-Length", String.valueOf(bytes.length)).content(bytes);
                MockHttpResponse response = new MockHttpResponse();
                ResteasyContext.pushContext(HttpServletRequest.class, servletRequest());
                dispatcher.invoke(request, response);
                return new Answer(response);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(e);
            } finally {
                ResteasyContext.clearContextData();
            }
        }

        private HttpServletRequest servletRequest() {
            return (HttpServletRequest) Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[]{HttpServletRequest.class}, (proxy, called, arguments) -> switch (called.getName()) {
                        case "getRemoteAddr" -> peer;
                        case "isSecure" -> tls;
                        case "getHeader" -> headers.get((String) arguments[0]);
                        case "getAttribute" -> "omniroute.requestId".equals(arguments[0]) ? "req-7" : null;
                        default -> throw new UnsupportedOperationException(called.getName());
                    });
        }
    }

    static final class Answer {
        private final MockHttpResponse response;

        private Answer(MockHttpResponse response) {
            this.response = response;
        }

        int status() {
            return response.getStatus();
        }

        String text() {
            return new String(response.getOutput(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return ManagementJson.mapper().readTree(text());
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new AssertionError("not JSON: " + text(), e);
            }
        }

        List<String> headers(String name) {
            List<String> values = new ArrayList<>();
            response.getOutputHeaders().getOrDefault(name, List.of()).forEach(v -> values.add(String.valueOf(v)));
            return values;
        }
    }
}
