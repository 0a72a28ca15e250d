// Ends the build before the server starts when the server could not work (wrong or occupied port, unwritable data
// directory): a server would only log it and stay up. Otherwise hands the address to the server and tells where things are.
import org.apache.maven.plugin.MojoFailureException

def preflight = { String... arguments ->
    def java = new File(project.properties['jdk.home'], 'bin/java').path
    def command = [java, '-XX:TieredStopAtLevel=1', '-cp', project.build.outputDirectory, 'io.omniroute.boot.launch.Preflight']
    def process = new ProcessBuilder(command + arguments.toList()).start()
    def output = new StringBuilder()
    def error = new StringBuilder()
    process.waitForProcessOutput(output, error)
    if (process.exitValue() != 0) {
        def sentence = error.toString().trim()
        log.error(sentence)         // alone on its line: Maven's own report of the failure wraps it
        throw new MojoFailureException(sentence)
    }
    output.toString()
}

project.properties['liberty.env.OMNIROUTE_SERVER_HOST'] = preflight().trim()
println preflight('--announce')
