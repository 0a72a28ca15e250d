package io.omniroute.translation;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the tools of one request are called on the wire of its target, and back (T-8).
 *
 * @param wire the client's name to the target's, for those that differ
 * @param clients the target's name to the client's
 * @param custom names, as the client knows them, of custom tools that go out as functions (OC-33)
 */
public record ToolNames(Map<String, String> wire, Map<String, String> clients, Set<String> custom) {
    public static final ToolNames SAME = new ToolNames(Map.of(), Map.of(), Set.of());

    private static final int HASH_DIGITS = 8;
    public ToolNames {
        wire = Map.copyOf(wire);
        clients = Map.copyOf(clients);
        custom = Set.copyOf(custom);
    }

    /** What a target allows of a name. @param forbidden one character that is not allowed @param longest characters */
    public record Rule(Pattern forbidden, int longest) {
        /** Claude, OpenAI, Kiro: letters, digits, {@code _} and {@code -}, 64 characters. */
        public static final Rule PLAIN = new Rule(Pattern.compile("[^a-zA-Z0-9_-]"), 64);
    }

    /** Names for all tools a request mentions: declared, chosen, called in its history. */
    public static ToolNames of(ChatRequest request, Rule rule) {
        var wire = new LinkedHashMap<String, String>();
        var clients = new LinkedHashMap<String, String>();
        var custom = new LinkedHashSet<String>();
        Set<String> mentioned = mentioned(request, custom);
        for (String name : mentioned) {
            String fitting = fitting(name, rule);
            String sent = !fitting.equals(name) && (mentioned.contains(fitting) || clients.containsKey(fitting))
                    ? hashed(name, fitting, rule.longest())
                    : fitting;
            if (!sent.equals(name)) {
                wire.put(name, sent);
                clients.put(sent, name);
            }
        }
        return new ToolNames(wire, clients, custom);
    }

    /** The name to send. */
    public String toWire(String name) {
        return wire.getOrDefault(name, name);
    }

    /** The client's name of a tool the upstream called. */
    public String toClient(String sent) {
        return clients.getOrDefault(sent, sent);
    }

    private static Set<String> mentioned(ChatRequest request, Set<String> custom) {
        var names = new LinkedHashSet<String>();
        for (Tool tool : request.tools()) {
            switch (tool) {
                case Tool.Function function -> names.add(function.name());
                case Tool.Custom it -> {
                    names.add(it.name());
                    custom.add(it.name());
                }
                case Tool.WebSearch search -> {
                }
                case Tool.Vendor vendor -> {
                }
            }
        }
        if (request.toolChoice().orElse(null) instanceof ToolChoice.Named named) {
            names.add(named.name());
        }
        for (Message message : request.messages()) {
            for (Part part : message.parts()) {
                if (part instanceof Part.ToolCall call) {
                    names.add(call.name());
                }
            }
        }
        return names;
    }

    private static String fitting(String name, Rule rule) {
        String allowed = rule.forbidden().matcher(name).replaceAll("_");
        if (allowed.isEmpty()) {
            return "_";
        }
        return allowed.length() <= rule.longest() ? allowed : hashed(name, allowed, rule.longest());
    }

    private static String hashed(String name, String allowed, int longest) {
        String hash = HexFormat.of().formatHex(Ids.sha256(name)).substring(0, HASH_DIGITS);
        int kept = Math.min(allowed.length(), longest - HASH_DIGITS - 1);
        return allowed.substring(0, kept) + '_' + hash;
    }
}
