// Finds an installed JDK from 21 up, whatever JDK Maven itself runs on, and makes it the one that compiles (tool
// chain), tests (Surefire and Failsafe follow the tool chain) and serves (liberty.env.JAVA_HOME).
// Order of preference: JAVA_HOME when it is new enough, then 25 (the release this project is run on), then the newest.
import org.apache.maven.plugin.MojoFailureException
import org.apache.maven.plugins.toolchain.jdk.ToolchainDiscoverer
import org.apache.maven.toolchain.ToolchainFactory
import org.apache.maven.toolchain.ToolchainManagerPrivate

def release = { toolchain -> (toolchain.provides.getProperty('version') =~ /^\d+/)[0] as int }
def home = { toolchain -> toolchain.configuration.getChild('jdkHome').value }

def usable = new ToolchainDiscoverer().discoverToolchains().toolchains.findAll { it.type == 'jdk' && release(it) >= 21 }
if (usable.isEmpty()) {
    def sentence = "OmniRoute needs a JDK 21 or newer (25 recommended) and found none on this machine: " +
            "install one, for example Eclipse Temurin 25, or set JAVA_HOME to it, and run the command again."
    log.error(sentence)         // alone on its line: Maven's own report of the failure wraps it
    throw new MojoFailureException(sentence)
}
def wanted = System.getenv('JAVA_HOME')
def chosen = usable.find { wanted != null && new File(home(it)).canonicalPath == new File(wanted).canonicalPath } ?:
        usable.find { release(it) == 25 } ?: usable.max { release(it) }

def container = session.container
def toolchain = container.lookup(ToolchainFactory, 'jdk').createToolchain(chosen)
container.lookup(ToolchainManagerPrivate).storeToolchainToBuildContext(toolchain, session)
project.properties['jdk.home'] = home(chosen)
project.properties['liberty.env.JAVA_HOME'] = home(chosen)
log.info("JDK ${chosen.provides.getProperty('version')} at ${home(chosen)}")
