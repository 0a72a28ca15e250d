package io.omniroute.translation.cursor;

import com.google.protobuf.ByteString;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.translation.Effort;
import io.omniroute.translation.Target;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.translation.cursor.wire.CursorWire.ChatAsked;
import io.omniroute.translation.cursor.wire.CursorWire.ChatCall;
import io.omniroute.translation.cursor.wire.CursorWire.Instruction;
import io.omniroute.translation.cursor.wire.CursorWire.Machine;
import io.omniroute.translation.cursor.wire.CursorWire.Mode;
import io.omniroute.translation.cursor.wire.CursorWire.Model;
import io.omniroute.translation.cursor.wire.CursorWire.Setting;
import io.omniroute.translation.cursor.wire.CursorWire.Speaker;
import io.omniroute.translation.cursor.wire.CursorWire.Turn;
import io.omniroute.translation.cursor.wire.CursorWire.TurnId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hub request → {@code StreamUnifiedChatRequestWithTools}. With tools it is the mode {@code Agent}, without {@code Ask}.
 * The constants are what the service's own clients send.
 */
final class CursorRequestEncoder {
    /** The one kind of tool that is declared. */
    private static final int MCP = 1;

    private final ChatRequest request;
    private final Target target;
    private final CursorNames names;
    private final List<Tool> tools;
    private final Mode mode;
    private final Set<String> dropped = new LinkedHashSet<>();

    CursorRequestEncoder(ChatRequest request, Target target) {
        this.request = request;
        this.target = target;
        this.names = CursorNames.of(request);
        this.tools = request.toolChoice().orElse(null) instanceof ToolChoice.None
                ? List.of()
                : request.tools().stream().filter(tool -> CursorTools.callable(tool).isPresent()).toList();
        this.mode = tools.isEmpty() ? Mode.CHAT : Mode.AGENT;
    }

    Encoded encode() {
        CursorUnsent.check(request);
        var asked = ChatAsked.newBuilder();
        turns().forEach(turn -> asked.addTurns(turn)
                .addTurnIds(TurnId.newBuilder().setId(turn.getId()).setSpeaker(turn.getSpeaker())));
        asked.setModel(Model.newBuilder().setName(target.model()).setConstant4(ByteString.EMPTY))
                .setConversationId(target.ids().uuid("conversation").toString()).setMachine(machine())
                .setThinkingLevel(level(request.reasoning()));
        mode(asked);
        constants(asked);
        request.tools().stream().filter(tool -> CursorTools.callable(tool).isEmpty())
                .forEach(tool -> dropped.add(CursorTools.name(tool)));
        dropped.addAll(CursorUnsent.of(request));
        byte[] body = ChatCall.newBuilder().setAsked(asked).build().toByteArray();
        return new Encoded(body, Map.of(), List.copyOf(dropped), names.names());
    }

    private List<Turn> turns() {
        var texts = new CursorTexts(dropped);
        var turns = new ArrayList<Turn.Builder>();
        int leading = 0;
        for (int i = 0; i < request.messages().size(); i++) {
            Message message = request.messages().get(i);
            leading += leading == i && system(message.role()) ? 1 : 0;
            turns.add(turn(texts.of(message, "messages[" + i + ']'),
                    message.role() == Role.ASSISTANT ? Speaker.ASSISTANT : Speaker.USER));
        }
        if (request.replyFormat().isPresent()) { // behind what the system says first (OU-8)
            turns.add(leading, turn(CursorTexts.instructions(request.replyFormat().get()), Speaker.USER));
        }
        return numbered(turns);
    }

    private static boolean system(Role role) {
        return role == Role.SYSTEM || role == Role.DEVELOPER;
    }

    private Turn.Builder turn(String text, Speaker speaker) {
        return Turn.newBuilder().setContent(text).setSpeaker(speaker).setAgentic(mode == Mode.AGENT).setMode(mode);
    }

    private List<Turn> numbered(List<Turn.Builder> turns) {
        if (mode == Mode.AGENT && !turns.isEmpty()) {
            turns.getLast().addSupportedTools(MCP);
        }
        var numbered = new ArrayList<Turn>(turns.size());
        for (Turn.Builder turn : turns) {
            numbered.add(turn.setId(target.ids().uuid("turn " + numbered.size()).toString()).build());
        }
        return numbered;
    }

    private void mode(ChatAsked.Builder asked) {
        boolean agent = mode == Mode.AGENT;
        asked.setMode(mode).setModeName(agent ? "Agent" : "Ask").setAgentic(agent).setToolsDisabled(!agent);
        if (agent) {
            asked.addSupportedTools(MCP);
        }
        tools.forEach(tool -> Optional.ofNullable(names.tools().get(CursorTools.name(tool)))
                .ifPresent(served -> asked.addMcpTools(CursorTools.entry(tool, served))));
    }

    private static void constants(ChatAsked.Builder asked) {
        asked.setConstant2(1).setInstruction(Instruction.getDefaultInstance()).setConstant4(1).setWebTool("")
                .setConstant13(1).setConstant19(1).setConstant35(0).setConstant38(0).setConstant47("")
                .setConstant51(0).setConstant53(1);
        asked.setSetting(Setting.newBuilder().setPath("cursor\\aisettings").setConstant3(ByteString.EMPTY)
                .setUnnamed(Setting.Unnamed.newBuilder().setConstant1(ByteString.EMPTY)
                        .setConstant2(ByteString.EMPTY))
                .setConstant8(1).setConstant9(1));
    }

    /** Of the gateway itself, as far as the connection tells (OU-9). */
    private Machine machine() {
        var machine = Machine.newBuilder();
        target.account("platform").ifPresent(machine::setPlatform);
        target.account("arch").ifPresent(machine::setArch);
        target.account("version").ifPresent(machine::setVersion);
        target.account("cwd").ifPresent(machine::setWorkingDirectory);
        target.account("timestamp").ifPresent(machine::setTimestamp);
        return machine.build();
    }

    /** OU-7. */
    private static int level(ReasoningControl reasoning) {
        return switch (effort(reasoning).orElse("")) {
            case "medium" -> 1;
            case "high", "xhigh", "max" -> 2;
            default -> 0;
        };
    }

    /** What is said about thinking wins (section 8). */
    private static Optional<String> effort(ReasoningControl reasoning) {
        return switch (reasoning.thinking().orElse(null)) {
            case null -> reasoning.effort();
            case Thinking.Enabled enabled -> Effort.ofBudget(enabled.budgetTokens());
            case Thinking.Disabled disabled -> Optional.empty();
            case Thinking.Adaptive adaptive -> reasoning.effort();
        };
    }
}
