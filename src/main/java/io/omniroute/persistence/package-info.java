/**
 * Entities, stores, migrations and the writer behind the usage queue. Everything package-private but what {@code boot}
 * needs to wire it; nobody else imports this package.
 *
 * <p>Beyond the columns of the data model, {@code usage_history} has {@code account_name}, {@code http_status},
 * {@code request_id} and {@code unpriced}.
 */
@NullMarked
package io.omniroute.persistence;

import org.jspecify.annotations.NullMarked;
