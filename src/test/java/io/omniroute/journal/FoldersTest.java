package io.omniroute.journal;

import static io.omniroute.journal.Played.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.log.StageFile;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    Path data;

    private Path logs() {
        return data.resolve("logs");
    }

    private Folders folders(long mostBytes) {
        return new Folders(logs(), mostBytes, 1_000);
    }

    private static List<StageFile> bytes(int count) {
        return List.of(stage(StageFile.CLIENT_ANSWER, "x".repeat(count)));
    }

    private Path aged(Path folder, int minutes) throws IOException {
        Files.setLastModifiedTime(folder, FileTime.fromMillis(System.currentTimeMillis() - minutes * 60_000L));
        return folder;
    }

    @Test
    void stagesBecomeFiles() throws IOException {
        Path folder = folders(9_999).write("a_b_c",
                List.of(stage(StageFile.CLIENT_REQUEST, "{}"), stage(StageFile.CLIENT_ANSWER, "ünï")));

        assertThat(folder).isEqualTo(logs().resolve("a_b_c"));
        assertThat(folder.resolve("1_req_client.json")).hasContent("{}");
        assertThat(folder.resolve("7_res_client.txt")).hasContent("ünï");
    }

    @Test
    void nobodyElseMayRead() throws IOException {
        Assumptions.assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path folder = folders(9_999).write("a", bytes(5));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logs()))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("7_res_client.txt"))))
                .isEqualTo("rw-------");
    }

    @Test
    void requestsOfOneSecondGetNumbers() throws IOException {
        Folders folders = folders(9_999);

        assertThat(List.of(folders.write("a", bytes(1)), folders.write("a", bytes(1)), folders.write("a", bytes(1))))
                .extracting(folder -> folder.getFileName().toString()).containsExactly("a", "a_1", "a_2");
    }

    @Test
    void aStageThatIsTooLargeIsCutAndSaysSo() throws IOException {
        Path folder = folders(9_999).write("a", bytes(5_000));

        assertThat(Files.readString(folder.resolve("7_res_client.txt"))).startsWith("x".repeat(1_000) + "\n[cut: ")
                .hasSizeLessThan(1_100);
    }

    @Test
    void theOldestFoldersMakeRoom() throws IOException {
        Folders folders = folders(250);
        Path first = aged(folders.write("first", bytes(100)), 3);
        Path second = aged(folders.write("second", bytes(100)), 2);
        Path third = folders.write("third", bytes(100));

        assertThat(first).doesNotExist();
        assertThat(second).exists();
        assertThat(third).exists();
    }

    @Test
    void whatAnEarlierRunLeftCountsToo() throws IOException {
        Path earlier = aged(folders(9_999).write("earlier", bytes(200)), 5);
        folders(250).write("now", bytes(100));

        assertThat(earlier).doesNotExist();
    }

    @Test
    void theNewestFolderStaysHoweverLargeItIs() throws IOException {
        assertThat(folders(10).write("a", bytes(100)).resolve("7_res_client.txt")).exists();
    }

    @Test
    void whatSomebodyElsePutThereIsNotRemoved() throws IOException {
        Folders folders = folders(150);
        Path first = folders.write("first", bytes(100));
        Files.writeString(first.resolve("notes.txt"), "mine");
        aged(first, 3);
        folders.write("second", bytes(100));

        assertThat(first.resolve("notes.txt")).exists();
        assertThat(first.resolve("7_res_client.txt")).doesNotExist();
    }

    @Test
    void onlyStagesAreWritten() {
        assertThatThrownBy(() -> folders(9_999).write("a", List.of(stage("../x", "")))).isInstanceOf(IOException.class);
        assertThat(data.resolve("x")).doesNotExist();
    }
}
