package io.omniroute.admin;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Thrown where a use case says no: carries the {@link Refusal}, changes nothing. */
public class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    public RefusedException(Refusal refusal, @Nullable Throwable cause) {
        super(refusal.message(), cause);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    static RefusedException invalid(String field, String message) {
        return new RefusedException(Refusal.invalid(List.of(new FieldError(field, message))));
    }

    static RefusedException notFound(String message) {
        return new RefusedException(Refusal.of(Refusal.Kind.NOT_FOUND, "not_found", message));
    }

    static RefusedException conflict(String code, String message) {
        return new RefusedException(Refusal.of(Refusal.Kind.CONFLICT, code, message));
    }
}
