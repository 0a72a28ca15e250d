package io.omniroute.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderData;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.settings.SettingsStore;

/** Compatible endpoints an operator defines. Used by the management API and the console. */
public final class NodeAdmin {
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,49}");
    private static final String MESSAGES = "/messages";
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_URL = 2_000;
    private final Stores stores;
    private final ProviderDirectory directory;
    private final UrlRule urls;
    private final Prober prober;
    private final ChangeDesk desk;

    public NodeAdmin(Stores stores, ProviderDirectory directory, UrlRule urls, Prober prober, ChangeDesk desk) {
        this.stores = stores;
        this.directory = directory;
        this.urls = urls;
        this.prober = prober;
        this.desk = desk;
    }

    /** In the order they were made. */
    public List<ProviderNode> all() {
        return stores.nodes().all();
    }

    /** @param form {@code type}, {@code name}, {@code prefix}, {@code apiType}?, {@code baseUrl}? */
    public ProviderNode create(Form form, Caller caller) {
        NodeType type = type(form);
        String name = form.requiredText("name", LONGEST_NAME, "Name is required");
        String prefix = prefix(form);
        String baseUrl = form.text("baseUrl", LONGEST_URL).orElse(type.defaultBaseUrl());
        form.check();
        String url = tidy(type, baseUrl);
        desk.allowUrl(caller, urls, url);
        var node = new ProviderNode(type.idPrefix() + UUID.randomUUID(), type, name, prefix, url, desk.now(),
                desk.now());
        return desk.carryOut(caller, () -> {
            refuseTakenPrefix(prefix, node.id());
            stores.nodes().save(node);
            return new Done<>(node, "node.create", node.id(), facts(node));
        });
    }

    /** @param form {@code name}, {@code prefix}, {@code baseUrl}, and {@code apiType} for the OpenAI type */
    public ProviderNode update(String id, Form form, Caller caller) {
        ProviderNode old = found(id);
        NodeType type = typeAgain(old, form);
        String name = form.requiredText("name", LONGEST_NAME, "Name is required");
        String prefix = prefix(form);
        String baseUrl = form.requiredText("baseUrl", LONGEST_URL, "Base URL is required");
        form.check();
        String url = tidy(type, baseUrl);
        desk.allowUrl(caller, urls, url);
        return desk.carryOut(caller, () -> {
            ProviderNode node = new ProviderNode(id, type, name, prefix, url, found(id).createdAt(), desk.now());
            refuseTakenPrefix(prefix, id);
            stores.nodes().save(node);
            copyToConnections(node);
            return new Done<>(node, "node.update", id, facts(node));
        });
    }

    /** Deletes the node with its connections and custom models. */
    public void delete(String id, Caller caller) {
        desk.carryOut(caller, () -> {
            ProviderNode node = found(id);
            stores.nodes().delete(id);
            int connections = stores.connections().deleteByProvider(id);
            stores.settings().remove(SettingsStore.CUSTOM_MODELS, id);
            return new Done<>(node, "node.delete", id, Map.of("name", node.name(), "connections", connections));
        });
    }

    /** Tries an endpoint before it is kept: {@code baseUrl}, {@code apiKey}?, {@code type}. */
    public Probe validate(Form form, Caller caller) {
        NodeType type = type(form);
        String baseUrl = form.requiredText("baseUrl", LONGEST_URL, "Base URL is required");
        String apiKey = form.text("apiKey", ConnectionAdmin.LONGEST_KEY).orElse("");
        form.check();
        String url = tidy(type, baseUrl);
        desk.allowUrl(caller, urls, url);
        return prober.validateNode(type, url, apiKey).without(apiKey);
    }

    private ProviderNode found(String id) {
        return stores.nodes().find(id).orElseThrow(() -> RefusedException.notFound("Provider node not found"));
    }

    private static NodeType type(Form form) {
        String typeId = form.text("type", 100).orElse(NodeType.OPENAI_CHAT.typeId());
        return kind(form, typeId, form.text("apiType", 100).orElse(""));
    }

    private static NodeType typeAgain(ProviderNode old, Form form) {
        return kind(form, old.type().typeId(), form.text("apiType", 100).orElse(old.type().apiType()));
    }

    private static NodeType kind(Form form, String typeId, String apiType) {
        return NodeType.of(typeId, apiType).orElseGet(() -> {
            boolean typeKnown = NodeType.of(typeId, "").isPresent();
            form.wrong(typeKnown ? "apiType" : "type", typeKnown ? "Invalid apiType" : "Invalid type");
            return NodeType.OPENAI_CHAT;
        });
    }

    private static String prefix(Form form) {
        String prefix = form.requiredText("prefix", 50, "Prefix is required");
        if (!prefix.isEmpty() && !PREFIX.matcher(prefix).matches()) {
            form.wrong("prefix", "may hold letters, digits, dots, dashes and underscores");
        }
        return prefix;
    }

    private void refuseTakenPrefix(String prefix, String ownId) {
        boolean taken = directory.reserved(prefix)
                || stores.settings().all(SettingsStore.MODEL_ALIASES).containsKey(prefix) || stores.nodes().all()
                        .stream().anyMatch(node -> !node.id().equals(ownId) && node.prefix().equals(prefix));
        if (taken) {
            throw RefusedException.conflict("prefix_in_use",
                    "Prefix " + prefix + " is already used by a provider, an alias or another node");
        }
    }

    /** Without the parts the gateway adds itself. */
    static String tidy(NodeType type, String baseUrl) {
        String url = withoutSlash(baseUrl);
        return type == NodeType.ANTHROPIC && url.endsWith(MESSAGES)
                ? withoutSlash(url.substring(0, url.length() - MESSAGES.length()))
                : url;
    }

    static String withoutSlash(String url) {
        int end = url.length();
        while (end > 0 && url.charAt(end - 1) == '/') {
            end--;
        }
        return url.substring(0, end);
    }

    private void copyToConnections(ProviderNode node) {
        for (Connection connection : stores.connections().all()) {
            if (connection.provider().equals(node.id())) {
                ProviderData data = withNode(connection.data(), node);
                stores.connections().save(new ConnectionDraft(connection).data(data).updated(desk.now()));
            }
        }
    }

    static ProviderData withNode(ProviderData data, ProviderNode node) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(data.values());
        values.put("nodeName", node.name());
        values.put("prefix", node.prefix());
        values.put("baseUrl", node.baseUrl());
        if (!node.type().apiType().isEmpty()) {
            values.put("apiType", node.type().apiType());
        }
        return new ProviderData(values);
    }

    private static Map<String, Object> facts(ProviderNode node) {
        return Map.of("name", node.name(), "prefix", node.prefix(), "type", node.type().typeId(), "baseUrl",
                node.baseUrl());
    }
}
