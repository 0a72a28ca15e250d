package io.omniroute.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionHealth;
import io.omniroute.domain.connection.ProviderData;
import io.omniroute.domain.secret.Secrets;

/** Accounts at providers and nodes. Used by the management API and the console. */
public final class ConnectionAdmin {
    static final int LONGEST_KEY = 10_000;
    static final int MOST_PRIORITY = 100;
    private static final int LONGEST_NAME = 200;
    private final Stores stores;
    private final ProviderTargets targets;
    private final ConnectionForms forms;
    private final ChangeDesk desk;
    private final Tools tools;

    public ConnectionAdmin(Stores stores, ProviderDirectory directory, Tools tools, AdminSettings settings,
            ChangeDesk desk) {
        this.stores = stores;
        this.tools = tools;
        this.desk = desk;
        this.targets = new ProviderTargets(stores, directory, settings.severalConnectionsPerNode());
        this.forms = new ConnectionForms(tools.urls(), desk);
    }

    /** What connections need of other rooms. */
    public record Tools(UrlRule urls, Prober prober, Secrets secrets) {}

    /** Ordered by provider, then priority. */
    public List<Connection> all() {
        return stores.connections().all();
    }

    Instant now() {
        return desk.now();
    }

    /** @throws RefusedException when there is none */
    public Connection find(String id) {
        return stores.connections().find(id).orElseThrow(() -> RefusedException.notFound("Connection not found"));
    }

    /**
     * Makes a connection, or updates the one of the same provider and name, for a subscription that of the same mail
     * address. What a subscription gets as its key is an access token.
     *
     * @param form {@code provider}, {@code apiKey}, {@code name} (a subscription may go without), {@code email} of a
     *     subscription, and what {@link #update} takes
     */
    public Connection create(Form form, Caller caller) {
        ProviderTargets.Target target = targets.target(form);
        boolean terms = targets.termsAccepted(target, form);
        String apiKey = form.requiredText("apiKey", LONGEST_KEY, "API Key is required");
        AuthType authType = target.authType();
        Optional<String> email = authType == AuthType.OAUTH ? form.text("email", LONGEST_NAME) : Optional.empty();
        String name = authType == AuthType.OAUTH
                ? form.text("name", LONGEST_NAME).or(() -> email).orElseGet(() -> nextName(target.id()))
                : form.requiredText("name", LONGEST_NAME, "Name is required");
        Optional<Integer> priority = form.number("priority", 1, MOST_PRIORITY);
        ProviderData data = forms.data(form, targets.startData(target), caller);
        form.check();
        Connection made = desk.carryOut(caller, () -> {
            Optional<Connection> same = email.flatMap(address -> mailed(target.id(), address))
                    .or(() -> named(target.id(), authType, name));
            targets.refuseSecondAtNode(target, same.isPresent());
            Instant now = desk.now();
            ConnectionDraft draft = same.map(ConnectionDraft::new)
                    .orElseGet(() -> ConnectionDraft.fresh(UUID.randomUUID().toString(), target.id(), authType, name,
                            now));
            email.ifPresent(draft::email);
            String id = draft.moved().id();
            draft.apiKey(tools.secrets().seal(apiKey, Connection.apiKeyPlace(id)));
            draft.data(forms.merged(draft.data(), terms ? forms.accepted(data, now) : data));
            forms.applyTo(draft, form);
            Connection kept = place(draft.updated(now), priority.or(() -> same.map(Connection::priority)));
            return new Done<>(kept, same.isPresent() ? "provider.update" : "provider.create", id,
                    facts(kept, form));
        });
        if (terms) {
            desk.note(caller, "connector.terms.accept", made.id(), Map.of("provider", made.provider()));
        }
        return made;
    }

    /**
     * @param form any of {@code name}, {@code priority}, {@code globalPriority}, {@code defaultModel}, {@code isActive},
     *     {@code apiKey}, {@code testStatus}, {@code lastError}, {@code lastErrorAt}, {@code providerSpecificData}
     */
    public Connection update(String id, Form form, Caller caller) {
        Connection before = find(id);
        Optional<String> name = form.has("name")
                ? Optional.of(form.requiredText("name", LONGEST_NAME, "Name is required"))
                : Optional.empty();
        Optional<String> apiKey = form.text("apiKey", LONGEST_KEY);
        if (apiKey.isPresent() && before.authType() != AuthType.APIKEY) {
            form.wrong("apiKey", "Only API-key connections have an API key");
        }
        Optional<Integer> priority = form.number("priority", 1, MOST_PRIORITY);
        ProviderData data = forms.data(form, ProviderData.NONE, caller);
        form.check();
        return desk.carryOut(caller, () -> {
            Connection old = find(id);
            name.ifPresent(wanted -> refuseTakenName(old, wanted));
            ConnectionDraft draft = new ConnectionDraft(old);
            name.ifPresent(draft::name);
            apiKey.ifPresent(key -> draft.apiKey(tools.secrets().seal(key, Connection.apiKeyPlace(id))));
            draft.data(forms.merged(draft.data(), data));
            forms.applyTo(draft, form);
            Connection kept = place(draft.updated(desk.now()), priority.or(() -> Optional.of(old.priority())));
            return new Done<>(kept, "provider.update", id, facts(kept, form));
        });
    }

    public void delete(String id, Caller caller) {
        desk.carryOut(caller, () -> {
            Connection old = find(id);
            stores.connections().delete(id);
            renumber(ofProvider(old.provider()));
            return new Done<>(old, "provider.delete", id, Map.of("provider", old.provider(), "name", old.name()));
        });
    }

    /** Tests a connection at its provider and keeps what that says of its health. */
    public Tested test(String id, Caller caller) {
        Connection connection = find(id);
        Probe probe = connection.apiKey() == null
                ? nothingStored(connection.authType())
                : tools.prober().test(connection);
        Instant now = desk.now();
        Map<String, Object> facts = Map.of("provider", connection.provider(), "diagnosis", probe.type());
        if (probe.type().equals(Probe.UNSUPPORTED)) {
            desk.note(caller, "provider.test", id, facts);
            return new Tested(probe, now);
        }
        return desk.carryOut(caller, () -> {
            stores.connections().saveHealth(id, health(probe, now));
            return new Done<>(new Tested(probe, now), "provider.test", id, facts);
        });
    }

    /** The finding of a test and when it was made. */
    public record Tested(Probe probe, Instant testedAt) {}

    /** Tries a credential that is not kept: {@code provider}, {@code apiKey}, {@code baseUrl}?, {@code providerSpecificData}?. */
    public Probe validate(Form form, Caller caller) {
        ProviderTargets.Target target = targets.target(form);
        String apiKey = form.requiredText("apiKey", LONGEST_KEY, "API Key is required");
        ProviderData data = forms.candidateData(form, targets.startData(target), caller);
        form.check();
        Probe probe = tools.prober().validate(new Prober.Candidate(target.id(), apiKey, data)).without(apiKey);
        if (probe.type().equals(Probe.UNSUPPORTED)) {
            throw RefusedException.invalid("provider", "Provider validation not supported");
        }
        return probe;
    }

    private static ConnectionHealth health(Probe probe, Instant now) {
        if (probe.valid()) {
            return ConnectionHealth.active(now);
        }
        Integer status = probe.statusCode();
        return new ConnectionHealth(ConnectionHealth.ERROR, now, probe.message(), now, probe.type(), probe.source(),
                status == null ? probe.code() : status.toString());
    }

    private static Probe nothingStored(AuthType authType) {
        return switch (authType) {
            case APIKEY -> Probe.local("auth_missing", "No API key is stored", "missing_api_key");
            case OAUTH -> Probe.local("auth_missing", "No access token is stored", "missing_access_token");
        };
    }

    private Optional<Connection> named(String provider, AuthType authType, String name) {
        return ofProvider(provider).stream().filter(c -> c.authType() == authType && c.name().equals(name))
                .findFirst();
    }

    private Optional<Connection> mailed(String provider, String address) {
        return ofProvider(provider).stream()
                .filter(c -> c.authType() == AuthType.OAUTH && address.equals(c.email())).findFirst();
    }

    private String nextName(String provider) {
        return "Account " + (ofProvider(provider).size() + 1);
    }

    private void refuseTakenName(Connection own, String name) {
        if (named(own.provider(), own.authType(), name).filter(other -> !other.id().equals(own.id())).isPresent()) {
            throw RefusedException.conflict("name_in_use", "Another connection of this provider has this name");
        }
    }

    private List<Connection> ofProvider(String provider) {
        return stores.connections().all().stream().filter(c -> c.provider().equals(provider)).toList();
    }

    /** Puts a connection at its place among those of its provider (last when none is wanted) and counts anew from 1. */
    private Connection place(Connection connection, Optional<Integer> wanted) {
        List<Connection> order = new ArrayList<>(ofProvider(connection.provider()));
        order.removeIf(c -> c.id().equals(connection.id()));
        int index = Math.min(wanted.map(p -> p - 1).orElse(order.size()), order.size());
        Connection placed = new ConnectionDraft(connection).priority(index + 1).moved();
        order.add(index, placed);
        stores.connections().save(placed);
        renumber(order);
        return placed;
    }

    private void renumber(List<Connection> order) {
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).priority() != i + 1) {
                stores.connections().save(new ConnectionDraft(order.get(i)).priority(i + 1).moved());
            }
        }
    }

    private static Map<String, Object> facts(Connection connection, Form form) {
        return Map.of("provider", connection.provider(), "name", connection.name(), "active", connection.active(),
                "fields", form.names());
    }
}
