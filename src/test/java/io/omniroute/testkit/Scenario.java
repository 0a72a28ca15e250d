package io.omniroute.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The plays of the simulators, chosen by the model name {@code sim-…}; the same play is told in every dialect. */
public final class Scenario {
    public static final String TEXT = "Hello from the simulator, in several pieces.";
    /** two, three and four byte characters, a joined emoji, a combining mark and both directions */
    public static final String UNICODE = "Grüße, żółw, 漢字かな, 👩‍👩‍👧‍👦 🏳️‍🌈, e\u0301, שלום, \u2028 line\u2029 and \"quotes\" \\ / \t tab.";
    public static final String THOUGHT = "The user wants a number; forty-two is one.";
    public static final String SIGNATURE = "RXFRQkNnSVlBaElNMWdiY0RhOUdKd1pBMmIzaEdnd3hrbGZ6+w==";
    public static final String REFUSAL = "I cannot help with that.";
    public static final String STRUCTURED = "{\"city\":\"Oslo\",\"degrees\":4}";
    public static final String ERROR_MESSAGE = "Simulated failure, nobody is to blame.";
    public static final String TOOL_ANSWER = "Oslo has 4 degrees, Lima 19.";
    /** a one pixel picture */
    public static final String PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /** A part of an answer. */
    sealed interface Block {
        record Text(List<String> pieces) implements Block {
            String whole() {
                return String.join("", pieces);
            }
        }

        record Thinking(List<String> pieces, String signature) implements Block {
            String whole() {
                return String.join("", pieces);
            }
        }

        record Call(String id, String name, List<String> pieces) implements Block {
            String whole() {
                return String.join("", pieces);
            }
        }

        record Refusal(List<String> pieces) implements Block {
            String whole() {
                return String.join("", pieces);
            }
        }
    }

    /** Why an answer ends. */
    enum Finish {
        STOP, LENGTH, TOOLS, REFUSED
    }

    /** What is said and why it ends. */
    record Play(List<Block> blocks, Finish finish) {}

    /** Tokens of every answer; the input includes what came from and went to the cache. */
    public static final int INPUT = 1203;
    public static final int CACHED = 1024;
    public static final int OUTPUT = 57;
    public static final int REASONING = 33;

    private static final Map<String, Play> PLAYS = Map.ofEntries(
            Map.entry("sim-text", new Play(List.of(words(TEXT)), Finish.STOP)),
            Map.entry("sim-raw", new Play(List.of(words(TEXT)), Finish.STOP)),
            Map.entry("sim-slow-first", new Play(List.of(words(TEXT)), Finish.STOP)),
            Map.entry("sim-unicode", new Play(List.of(words(UNICODE)), Finish.STOP)),
            Map.entry("sim-image", new Play(List.of(words(TEXT)), Finish.STOP)),
            Map.entry("sim-tool", new Play(List.of(weather("1", "Oslo")), Finish.TOOLS)),
            Map.entry("sim-parallel", new Play(List.of(weather("1", "Oslo"), weather("2", "Lima")), Finish.TOOLS)),
            Map.entry("sim-thinking", new Play(List.of(
                    new Block.Thinking(List.of("The user wants a number; ", "forty-two is one."), SIGNATURE),
                    words("42")), Finish.STOP)),
            Map.entry("sim-agent", new Play(List.of(
                    new Block.Thinking(List.of("Look at the ", "weather."), SIGNATURE), weather("1", "Oslo")),
                    Finish.TOOLS)),
            Map.entry("sim-structured", new Play(
                    List.of(new Block.Text(List.of("{\"city\":\"Os", "lo\",\"degrees\"", ":4}"))), Finish.STOP)),
            Map.entry("sim-refusal", new Play(List.of(new Block.Refusal(List.of("I cannot ", "help with that."))),
                    Finish.REFUSED)),
            Map.entry("sim-limit", new Play(List.of(words("Once upon a")), Finish.LENGTH)));

    private Scenario() {}

    /** The play of a model; unknown models say {@link #TEXT}. */
    static Play play(String model) {
        return PLAYS.getOrDefault(model, PLAYS.get("sim-text"));
    }

    /** A model that thinks and calls a tool in every turn, and whose vendor checks what it signed. */
    static boolean agent(String model) {
        return model.equals("sim-agent");
    }

    /** The play after tool results came back. */
    static Play afterTools() {
        return new Play(List.of(words(TOOL_ANSWER)), Finish.STOP);
    }

    /** The status a model such as {@code sim-e429} stands for; 0 = none. */
    static int status(String model) {
        return model.matches("sim-e\\d{3}") ? Integer.parseInt(model.substring(5)) : 0;
    }

    static Answer shape(String model, Answer whole, int intro) {
        return switch (model) {
            case "sim-unicode" -> whole.torn(7);
            case "sim-slow-first" -> whole.after(Duration.ofMillis(700));
            case "sim-cut" -> whole.keeping(intro).ending(Answer.Ending.CUT);
            case "sim-silent-stream" -> whole.keeping(intro).ending(Answer.Ending.SILENCE);
            case "sim-endless" -> whole.keeping(intro).ending(Answer.Ending.ENDLESS).every(Duration.ofMillis(20));
            case "sim-hang" -> whole.keeping(0).ending(Answer.Ending.SILENCE);
            default -> whole;
        };
    }

    private static Block.Text words(String text) {
        return new Block.Text(List.of(text.split("(?<= )")));
    }

    private static Block.Call weather(String number, String city) {
        return new Block.Call("call_sim_" + number, "get_weather",
                List.of("{\"ci", "ty\":\"", city, "\",\"unit\"", ":\"C\"}"));
    }
}
