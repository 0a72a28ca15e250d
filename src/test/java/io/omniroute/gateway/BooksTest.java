package io.omniroute.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.domain.Format;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.route.Endpoint;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.TokenUsage;
import io.omniroute.domain.usage.UsageEntry;
import io.omniroute.usage.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BooksTest {
    private static final String NODE = NodeType.OPENAI_CHAT.idPrefix() + "n1";
    private static final String BODY = "{\"model\":\"p/m\",\"messages\":[]}"; // 31 bytes: 8 tokens

    private final Corridor.Booked booked = new Corridor.Booked();
    private final Telemetry telemetry = new Telemetry();
    private final Snapshot snapshot = Given.nothing().prices(Map.of(NODE, Map.of("m", Given.price("2", "10", null,
            null)))).snapshot();
    private final Books books = new Books(booked, Given.SHIPPED, telemetry, () -> snapshot,
            Chronicle.brief());
    private final Exchange exchange = new Exchange(Corridor.inbound(Format.OPENAI, BODY, Optional.empty()),
            new RecordingChannel());

    @Test
    void reportedTokensArePricedExactly() {
        exchange.begin(leg(), Exchange.Phase.HEADERS);
        exchange.consumption().reported(TokenUsage.reported(1000, 20, 0, 0, 0));
        exchange.heardContent(12);
        exchange.answered(200);

        books.settle(exchange, new Outcome.Answered(200));

        UsageEntry entry = booked.only();
        assertThat(entry.costUsd()).isEqualByComparingTo("0.0022");
        assertThat(entry.unpriced()).isFalse();
        assertThat(entry.tokens().estimated()).isFalse();
        assertThat(entry.status()).isEqualTo(UsageEntry.OK);
        assertThat(entry.success()).isTrue();
        assertThat(entry.errorCode()).isNull();
        assertThat(entry.ttftMs()).isNotNull();
        assertThat(entry.accountName()).isEqualTo("first");
        assertThat(telemetry.since(java.time.Instant.EPOCH)).singleElement()
                .satisfies(sample -> assertThat(sample.provider()).isEqualTo(NODE));
    }

    @Test
    void withoutReportedTokensTheyAreEstimated() {
        exchange.begin(leg(), Exchange.Phase.HEADERS);
        exchange.heardContent(40);

        books.settle(exchange, new Outcome.Left());

        assertThat(booked.only().tokens()).isEqualTo(new TokenUsage(8, 10, 0, 0, 0, true));
    }

    @Test
    void aReportOfZeroTokensIsNoReport() {
        exchange.begin(leg(), Exchange.Phase.HEADERS);
        exchange.consumption().reported(TokenUsage.reported(0, 0, 0, 0, 0));

        books.settle(exchange, new Outcome.Answered(200));

        assertThat(booked.only().tokens().estimated()).isTrue();
    }

    @Test
    void nothingIsEstimatedForAnAnswerThatNeverBegan() {
        exchange.begin(leg(), Exchange.Phase.HEADERS);

        books.settle(exchange, new Outcome.Failed(new Failure.Unreachable("refused")));

        assertThat(booked.only().tokens()).isEqualTo(TokenUsage.NONE);
        assertThat(booked.only().status()).isEqualTo(UsageEntry.ERROR);
        assertThat(booked.only().httpStatus()).isEqualTo(502);
        assertThat(booked.only().errorCode()).isEqualTo("502");
        assertThat(booked.only().ttftMs()).isNull();
    }

    @Test
    void aBrokenAnswerKeepsTheStatusTheClientGot() {
        exchange.begin(leg(), Exchange.Phase.HEADERS);
        exchange.answered(200);

        books.settle(exchange, new Outcome.Truncated(new Failure.Timeout("silence", Duration.ofSeconds(1))));

        assertThat(booked.only().status()).isEqualTo(UsageEntry.TRUNCATED);
        assertThat(booked.only().httpStatus()).isEqualTo(200);
        assertThat(booked.only().errorCode()).isEqualTo("504");
        assertThat(booked.only().success()).isFalse();
    }

    @Test
    void aRequestThatReachedNobodyIsBookedUnderTheNameItAskedFor() {
        exchange.asksFor("nobody/knows");
        exchange.answered(404);

        books.settle(exchange, new Outcome.Failed(Failure.Refused.of(404, "model_not_found", "no such model")));

        assertThat(booked.only().model()).isEqualTo("nobody/knows");
        assertThat(booked.only().provider()).isEmpty();
        assertThat(booked.only().connectionId()).isNull();
        assertThat(booked.only().errorCode()).isEqualTo("model_not_found");
        assertThat(booked.only().httpStatus()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nrequest=forged", "a\r\nb", "a b=c", "a\u2028b", "a\u0085b", "a\u001b[31mb",
            "\ud83d\ude00", "\ud800", ""})
    void aModelNameCannotBreakTheLogLine(String model) {
        String line = logged(() -> {
            exchange.asksFor(model);
            books.settle(exchange, new Outcome.Failed(new Failure.Internal()));
        });

        assertThat(line.chars()).allMatch(c -> c >= ' ' && c < 0x7f);
        assertThat(line).matches("request=r-1 model=[!-~]* provider= status=500 outcome=error in=0 out=0 ms=\\d+ "
                + "attempts=0");
    }

    @Test
    void aLongModelNameIsCut() {
        String line = logged(() -> {
            exchange.asksFor("m".repeat(5000));
            books.settle(exchange, new Outcome.Left());
        });

        assertThat(line).hasSizeLessThan(300).contains("status=499 outcome=cancelled");
    }

    private static Leg leg() {
        return new Leg(new Endpoint(NODE, "My node", Format.OPENAI, "http://127.0.0.1:1", "/v1/chat/completions",
                Endpoint.Auth.BEARER, Map.of(), true), Given.account("first", NODE, 1, Given.NOW), "m");
    }

    private static String logged(Runnable run) {
        List<String> lines = new ArrayList<>();
        Logger log = Logger.getLogger("io.omniroute.requests");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord written) {
                lines.add(written.getMessage());
            }

            @Override
            public void flush() {
                // nothing is held
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        Level before = log.getLevel();
        log.setLevel(Level.INFO);
        log.addHandler(handler);
        try {
            run.run();
        } finally {
            log.removeHandler(handler);
            log.setLevel(before);
        }
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }
}
