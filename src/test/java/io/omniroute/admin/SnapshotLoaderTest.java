package io.omniroute.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.omniroute.domain.settings.CustomModel;
import io.omniroute.domain.settings.Settings;
import io.omniroute.domain.settings.SettingsStore;
import io.omniroute.domain.snapshot.Snapshot;

class SnapshotLoaderTest {
    private final Office office = new Office(Path.of("unused"));

    private void stored(String namespace, String key, String json) {
        office.stores.settings().put(namespace, key, json);
    }

    @Test
    void brokenValuesAreLeftOutAndTheOthersStay() {
        stored(SettingsStore.MODEL_ALIASES, "broken", "{");
        stored(SettingsStore.MODEL_ALIASES, "number", "7");
        stored(SettingsStore.MODEL_ALIASES, "old", "{\"provider\":\"openai\",\"model\":\"gpt-5\"}");
        stored(SettingsStore.CUSTOM_MODELS, "groq", "[{\"id\":\"tiny\"},{\"name\":\"no id\"},5]");
        stored(SettingsStore.PRICING, "openai", "{\"gpt-5\":{\"input\":1.25,\"cached\":\"x\"},\"bad\":3}");
        stored(SettingsStore.SETTINGS, "requireLogin", "\"perhaps\"");

        Snapshot snapshot = office.loader.reload();

        assertThat(snapshot.aliases()).isEqualTo(Map.of("old", "openai/gpt-5"));
        assertThat(snapshot.customModels().get("groq")).containsExactly(new CustomModel("tiny", "tiny", Map.of()));
        assertThat(snapshot.prices().get("openai")).containsOnlyKeys("gpt-5");
        assertThat(snapshot.prices().get("openai").get("gpt-5").input()).isEqualTo(new BigDecimal("1.25"));
        assertThat(snapshot.prices().get("openai").get("gpt-5").cached()).isNull();
        assertThat(snapshot.settings()).isEqualTo(Settings.DEFAULTS);
        assertThat(office.snapshots.get()).isSameAs(snapshot);
    }

    @Test
    void refusedChangeLeavesTheSnapshotAlone() {
        office.connection("openai", "main");
        Snapshot before = office.snapshots.get();

        assertThatThrownBy(() -> office.connectionAdmin.delete("nobody", Office.ADMIN))
                .isInstanceOf(RefusedException.class);

        assertThat(office.snapshots.get()).isSameAs(before);
        assertThat(office.actions()).containsExactly("provider.create");
    }
}
