package io.omniroute.archfixture.gateway;

import java.sql.Connection;
import org.apache.hc.core5.http.HttpHost;

/** The corridor with a database and an HTTP client of its own. */
public class Shortcuts {
    Connection database;
    HttpHost network;
}
