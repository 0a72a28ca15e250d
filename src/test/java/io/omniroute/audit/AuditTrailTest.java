package io.omniroute.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.omniroute.admin.Office;

class AuditTrailTest {
    private final Office office = new Office(Path.of("unused"));

    @Test
    void failingWriteNeverBreaksWhatItIsAbout() {
        office.auditBroken = true;

        assertThatCode(() -> office.connection("openai", "main")).doesNotThrowAnyException();

        assertThat(office.connections).hasSize(1);
        assertThat(office.snapshots.get().connections()).hasSize(1);
    }

    @Test
    void eventsAreFoundByActionAndActorNewestFirst() {
        office.connection("openai", "a");
        office.connection("openai", "b");
        office.node("mo");

        AuditTrail.Page page = office.trail.find(Optional.of("provider.create"), Optional.of("admin"), 1, 0);

        assertThat(page.total()).isEqualTo(2);
        assertThat(page.events()).hasSize(1);
        assertThat(page.events().getFirst().details()).containsEntry("name", "b");
        assertThat(office.trail.find(Optional.empty(), Optional.of("nobody"), 10, 0).total()).isZero();
    }
}
