package io.omniroute.persistence;

import static io.omniroute.persistence.Samples.SECRETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresStoreContractTest extends StoreContract {
    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    String folder() {
        return "postgresql";
    }

    @Override
    DatabaseSettings settings() {
        return new DatabaseSettings(dataDir, Optional.of(server.getJdbcUrl("postgres", "postgres")), Optional.empty(),
                Optional.empty());
    }

    @Override
    Connection rawConnection() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    @BeforeEach
    @Override
    void openDatabase() {
        try {
            execute("drop schema public cascade");
            execute("create schema public");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        super.openDatabase();
    }

    @Test
    void nodesThatStartTogetherMigrateOnce() throws SQLException {
        database.close();
        execute("drop schema public cascade");
        execute("create schema public");

        var other = CompletableFuture.supplyAsync(() -> Database.open(settings(), SECRETS));
        database = Database.open(settings(), SECRETS);

        other.join().close();
        assertThat(text("select count(*) from db_meta where key = 'instance_id'")).isEqualTo("1");
    }

    @Test
    void serverThatDoesNotAnswerIsNamedWithoutThePassword() {
        var nowhere = new DatabaseSettings(dataDir, Optional.of("jdbc:postgresql://127.0.0.1:1/x"), Optional.of("me"),
                Optional.of("hush-hush"));

        assertThatThrownBy(() -> Database.open(nowhere, SECRETS)).isInstanceOf(DatabaseUnusableException.class)
                .hasMessageContaining("127.0.0.1:1").hasMessageNotContaining("hush-hush");
        assertThat(nowhere.toString()).doesNotContain("hush-hush");
    }
}
