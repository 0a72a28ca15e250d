package io.omniroute.upstream.http;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponseFactory;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * Reads the head of an answer and refuses one that was in our buffer before the request left: bytes behind the end of
 * the former answer, fetched with its last read, belong to nobody. One parser per connection, used by one thread at a
 * time.
 */
final class AnswerParser extends DefaultHttpResponseParser {
    private static final HttpResponseFactory<ClassicHttpResponse> ANSWERS = new HttpResponseFactory<>() {
        @Override
        public ClassicHttpResponse newHttpResponse(int status, String reason) {
            return new Answer(status, reason);
        }

        @Override
        public ClassicHttpResponse newHttpResponse(int status) {
            return new Answer(status, null);
        }
    };

    private boolean betweenAnswers;

    AnswerParser(Http1Config limits) {
        super(null, ANSWERS, limits);
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream wire) throws IOException, HttpException {
        if (betweenAnswers && buffer.length() > 0) {
            throw new NoHttpResponseException("bytes before the request");
        }
        betweenAnswers = false;
        ClassicHttpResponse answer = super.parse(buffer, wire);
        betweenAnswers = answer != null && answer.getCode() >= 200;
        if (answer instanceof Answer ours) {
            ours.cameFrom(buffer);
        }
        return answer;
    }
}
