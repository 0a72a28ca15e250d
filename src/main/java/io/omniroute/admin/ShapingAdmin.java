package io.omniroute.admin;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.domain.settings.SettingsStore;
import io.omniroute.domain.settings.SystemPrompt;
import io.omniroute.domain.settings.ThinkingBudget;
import io.omniroute.domain.settings.ThinkingBudget.Effort;
import io.omniroute.domain.settings.ThinkingBudget.Mode;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What becomes of requests before they are sent: thinking budget and system prompt (20 sections 4.4, 4.5). */
public final class ShapingAdmin {
    private static final int MOST_BUDGET = 131_072;
    private static final int LONGEST_PROMPT = 32_000;
    private static final List<String> POSITIONS = List.of("prepend", "append");
    private final SettingsStore store;
    private final Supplier<Snapshot> snapshots;
    private final JsonText json;
    private final ChangeDesk desk;

    public ShapingAdmin(SettingsStore store, Supplier<Snapshot> snapshots, JsonText json, ChangeDesk desk) {
        this.store = store;
        this.snapshots = snapshots;
        this.json = json;
        this.desk = desk;
    }

    public ThinkingBudget thinking() {
        return snapshots.get().settings().thinking();
    }

    public SystemPrompt systemPrompt() {
        return snapshots.get().settings().systemPrompt();
    }

    /** @param form any of {@code mode}, {@code customBudget}, {@code effortLevel} */
    public synchronized ThinkingBudget changeThinking(Form form, Caller caller) {
        ThinkingBudget before = thinking();
        var after = new ThinkingBudget(chosen(form, "mode", Mode::of, ids(Mode.values(), Mode::id), before.mode()),
                form.number("customBudget", 0, MOST_BUDGET).orElse(before.customTokens()),
                chosen(form, "effortLevel", Effort::of, ids(Effort.values(), Effort::id), before.effort()));
        form.check();
        return changed(caller, StoredSettings.THINKING, after, facts(before), facts(after));
    }

    /** @param form any of {@code enabled}, {@code prompt}, {@code position} */
    public synchronized SystemPrompt changeSystemPrompt(Form form, Caller caller) {
        SystemPrompt before = systemPrompt();
        form.text("prompt", LONGEST_PROMPT);
        String text = form.raw("prompt") instanceof String given ? given : before.text();
        boolean append = chosen(form, "position", id -> Optional.of(id).filter(POSITIONS::contains), POSITIONS,
                position(before)).equals("append");
        var after = new SystemPrompt(form.flag("enabled").orElse(before.enabled()), text, append);
        form.check();
        return changed(caller, StoredSettings.SYSTEM_PROMPT, after, facts(before), facts(after));
    }

    private <T> T changed(Caller caller, String namespace, T after, Map<String, Object> old, Map<String, Object> now) {
        return desk.carryOut(caller, () -> {
            store.put(namespace, StoredSettings.CONFIG, json.write(now));
            return new Done<>(after, "settings.update", namespace, Changes.between(old, now));
        });
    }

    private static <T> T chosen(Form form, String field, Function<String, Optional<T>> reader, List<String> allowed,
            T otherwise) {
        Optional<String> given = form.text(field, LONGEST_PROMPT);
        Optional<T> read = given.flatMap(reader);
        if (given.isPresent() && read.isEmpty()) {
            form.wrong(field, "must be one of " + allowed);
        }
        return read.orElse(otherwise);
    }

    private static <T> List<String> ids(T[] values, Function<T, String> id) {
        return Arrays.stream(values).map(id).toList();
    }

    private static Map<String, Object> facts(ThinkingBudget thinking) {
        return Map.of("mode", thinking.mode().id(), "customBudget", thinking.customTokens(), "effortLevel",
                thinking.effort().id());
    }

    private static Map<String, Object> facts(SystemPrompt prompt) {
        return Map.of("enabled", prompt.enabled(), "prompt", prompt.text(), "position", position(prompt));
    }

    private static String position(SystemPrompt prompt) {
        return prompt.append() ? "append" : "prepend";
    }
}
