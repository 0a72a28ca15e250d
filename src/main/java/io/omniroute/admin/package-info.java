/**
 * What an operator may do: use cases in a transaction, used by the management API and the console alike. No HTTP, no SQL.
 */
@NullMarked
package io.omniroute.admin;

import org.jspecify.annotations.NullMarked;
