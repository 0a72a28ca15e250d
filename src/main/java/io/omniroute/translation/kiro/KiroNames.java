package io.omniroute.translation.kiro;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Part;
import io.omniroute.translation.ToolNames;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Tool names the service takes: the plain rule (T-8), and the first character is a letter. */
final class KiroNames {
    private static final String LETTER = "t";
    private static final int LONGEST = ToolNames.Rule.PLAIN.longest();

    private KiroNames() {}

    static ToolNames of(ChatRequest request) {
        ToolNames plain = ToolNames.of(request, ToolNames.Rule.PLAIN);
        Set<String> mentioned = mentioned(request);
        Map<String, String> wire = new LinkedHashMap<>(plain.wire());
        Map<String, String> clients = new LinkedHashMap<>(plain.clients());
        for (String name : mentioned) {
            String sent = plain.toWire(name);
            if (!startsWithLetter(sent)) {
                String lettered = lettered(sent, mentioned, clients);
                wire.put(name, lettered);
                clients.remove(sent, name);
                clients.put(lettered, name);
            }
        }
        return new ToolNames(wire, clients, plain.custom());
    }

    private static Set<String> mentioned(ChatRequest request) {
        var names = new LinkedHashSet<String>();
        request.tools().forEach(tool -> KiroTools.callable(tool).ifPresent(names::add));
        request.messages().forEach(message -> message.parts().forEach(part -> {
            if (part instanceof Part.ToolCall call) {
                names.add(call.name());
            }
        }));
        return names;
    }

    /** The name behind a letter, with a number where another tool is called that already. */
    private static String lettered(String sent, Set<String> mentioned, Map<String, String> clients) {
        String name = cut(LETTER + sent, LONGEST);
        for (int n = 2; mentioned.contains(name) || clients.containsKey(name); n++) {
            String number = "_" + n;
            name = cut(LETTER + sent, LONGEST - number.length()) + number;
        }
        return name;
    }

    private static String cut(String name, int most) {
        return name.length() <= most ? name : name.substring(0, most);
    }

    private static boolean startsWithLetter(String name) {
        char first = name.charAt(0);
        return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    }
}
