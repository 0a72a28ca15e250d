/**
 * Entities, stores, migrations and the writer behind the usage queue. Everything package-private but what {@code boot}
 * needs to wire it; nobody else imports this package.
 */
@NullMarked
package io.omniroute.persistence;

import org.jspecify.annotations.NullMarked;
