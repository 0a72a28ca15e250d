package io.omniroute.translation.cursor;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Tool;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.cursor.wire.CursorWire.CallPiece;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tools are those of servers: {@code mcp__server__tool} of the client is {@code tool} of {@code server}, any other name
 * a tool of the server {@value #OWN}. The model calls them {@code mcp_<server>_<tool>}; an answer gives that name, the
 * short one, or both (OU-6, RU-2).
 *
 * @param tools the client's name to the tool on the wire
 * @param names for the way back: full names, and short ones that can mean one tool only
 */
record CursorNames(Map<String, Served> tools, ToolNames names) {
    private static final String OWN = "custom";
    private static final String CLIENTS = "mcp__";
    private static final String WIRES = "mcp_";

    /** A tool as the wire names it. */
    record Served(String server, String name) {
        String full() {
            return WIRES + server + '_' + name;
        }
    }

    static CursorNames of(ChatRequest request) {
        var tools = new LinkedHashMap<String, Served>();
        var custom = new LinkedHashSet<String>();
        var taken = new HashSet<String>();
        for (Tool tool : request.tools()) {
            CursorTools.callable(tool).ifPresent(name -> tools.computeIfAbsent(name, it -> free(served(it), taken)));
            if (tool instanceof Tool.Custom) {
                custom.add(CursorTools.name(tool));
            }
        }
        var wire = new LinkedHashMap<String, String>();
        tools.forEach((name, served) -> wire.put(name, served.full()));
        return new CursorNames(tools, new ToolNames(wire, clients(tools), custom));
    }

    private static Served served(String name) {
        int server = name.startsWith(CLIENTS) ? name.indexOf("__", CLIENTS.length()) : -1;
        return server > CLIENTS.length() && server + 2 < name.length()
                ? new Served(name.substring(CLIENTS.length(), server), name.substring(server + 2))
                : new Served(OWN, name);
    }

    /** The same tool, with a number where another one is called that already. */
    private static Served free(Served tool, Set<String> taken) {
        Served free = tool;
        for (int n = 2; !taken.add(free.full()); n++) {
            free = new Served(tool.server(), tool.name() + '_' + n);
        }
        return free;
    }

    private static Map<String, String> clients(Map<String, Served> tools) {
        var clients = new LinkedHashMap<String, String>();
        var seen = new HashSet<>(tools.keySet());
        tools.forEach((name, served) -> {
            if (seen.add(served.name())) {
                clients.put(served.name(), name);
            } else if (!served.name().equals(name)) {
                clients.remove(served.name());
            }
        });
        tools.forEach((name, served) -> clients.put(served.full(), name));
        return clients;
    }

    /** The client's name of the tool a piece calls: by its short name, and by its full one where that tells more. */
    static String client(CallPiece piece, ToolNames names) {
        String full = piece.getName();
        String brief = piece.getMcp().getToolsCount() == 0 ? "" : piece.getMcp().getTools(0).getName();
        boolean agree = names.clients().containsKey(full) && full.endsWith('_' + brief);
        return client(brief.isEmpty() || agree ? full : brief, names);
    }

    private static String client(String sent, ToolNames names) {
        String own = WIRES + OWN + '_';
        return !names.clients().containsKey(sent) && sent.startsWith(own)
                ? sent.substring(own.length())
                : names.toClient(sent);
    }

    /** An id without what may stand on further lines (OU-5). */
    static String firstLine(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) == '\n' || id.charAt(i) == '\r') {
                return id.substring(0, i);
            }
        }
        return id;
    }
}
