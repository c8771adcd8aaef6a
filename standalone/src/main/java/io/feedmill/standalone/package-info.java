/** One JVM with everything in it, and the command line. */
package io.feedmill.standalone;
