/**
 * What runs before the server does: checks that would otherwise come too late to end the command. Needs nothing but the Java
 * runtime and the classes of {@code boot.config} that need no library either.
 */
@NullMarked
package io.omniroute.boot.launch;

import org.jspecify.annotations.NullMarked;
