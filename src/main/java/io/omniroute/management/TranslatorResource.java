package io.omniroute.management;

import io.omniroute.admin.Form;
import io.omniroute.admin.TranslatorAdmin;
import io.omniroute.domain.lab.SentAnswer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;

/** {@code /api/translator}: translations step by step, single calls, the newest requests. */
@Path("translator")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class TranslatorResource {
    private final TranslatorAdmin translator;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public TranslatorResource() {
        this(null);
    }

    @Inject
    public TranslatorResource(TranslatorAdmin translator) {
        this.translator = translator;
    }

    @POST
    @Path("detect")
    public TranslatorView.Detected detect(Form form) {
        return TranslatorView.Detected.of(translator.detect(form));
    }

    @POST
    @Path("translate")
    public TranslatorView.Step translate(Form form) {
        return TranslatorView.Step.of(translator.translate(form));
    }

    /** The provider's answer as it arrives, with its status; the corridor's own refusal in the dialect's words. */
    @POST
    @Path("send")
    @Produces(MediaType.WILDCARD)
    public Response send(Form form, @Context SecurityContext security) {
        SentAnswer answer = translator.send(form, Visitor.caller(security));
        StreamingOutput body = answer::writeTo;
        var response = Response.status(answer.status()).header(HttpHeaders.CONTENT_TYPE, answer.contentType())
                .header(HttpHeaders.CACHE_CONTROL, "no-store").entity(body);
        answer.headers().forEach(response::header);
        return response.build();
    }

    @GET
    @Path("history")
    public TranslatorView.History history(@QueryParam("limit") @DefaultValue("200") String limit) {
        try {
            return TranslatorView.History.of(translator.newest(Integer.parseInt(limit)));
        } catch (NumberFormatException e) {
            throw new BadRequestException("limit has to be a whole number");
        }
    }

    @POST
    @Path("save")
    public SuccessView save(Form form, @Context SecurityContext security) {
        translator.save(form, Visitor.caller(security));
        return SuccessView.DONE;
    }

    @GET
    @Path("load")
    public TranslatorView.Loaded load(@QueryParam("file") String file) {
        return new TranslatorView.Loaded(true, file, translator.load(file));
    }
}
